"""Text that wraps in its width and is as high as it needs to be."""

from kivy.uix.label import Label

from app_kivy.theme import Role, Theme

FONT = "XiaoerSans"


class Text(Label):
    """A paragraph. `tint` is a colour name of the palette."""

    def __init__(
        self, theme: Theme, text: str = "", role: Role = "body", *, tint: str = "ink", centred: bool = False
    ) -> None:
        super().__init__(
            text=text,
            font_name=FONT,
            font_size=theme.text(role),
            color=theme.colour(tint),
            halign="center" if centred else "left",
            valign="middle",
            size_hint_y=None,
            line_height=1.3,
        )
        self.bind(width=self._wrap, texture_size=self._grow)

    def _wrap(self, *_: object) -> None:
        self.text_size = (self.width, None)

    def _grow(self, *_: object) -> None:
        self.height = self.texture_size[1]
