"""What can be wrong with a picture, a video or a camera: one class a failure, each said in both languages."""

from pathlib import Path


class SeeingError(Exception):
    """A failure whose sentences tell the person what to do next."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh

    def say(self, lang: str) -> str:
        """Return the sentence in `zh` or `en`."""
        return self.zh if lang == "zh" else self.en


class PictureMissingError(SeeingError):
    """There is no such file or folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"there is no picture {path}; check the name", f"找不到图片 {path}，请检查文件名")


class PictureEmptyError(SeeingError):
    """The file holds no bytes."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is empty; take the picture again", f"{name} 是空文件，请重新拍照")


class PictureUnknownError(SeeingError):
    """The file is no picture of a kind that is read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is not a picture that can be read; use JPEG, PNG, WebP or BMP",
            f"{name} 不是可读的图片，请使用 JPEG、PNG、WebP 或 BMP",
        )


class PictureBrokenError(SeeingError):
    """The file begins as a picture but cannot be decoded to its end."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is damaged or cut off; take the picture again", f"{name} 已损坏或不完整，请重新拍照")


class PictureTooLargeError(SeeingError):
    """More bytes or more pixels than the eyes take: refused before anything is decoded."""

    def __init__(self, name: str, size: str, limit: str) -> None:
        super().__init__(
            f"{name} is too large ({size}, at most {limit}); take it at a lower resolution",
            f"{name} 太大（{size}，上限 {limit}），请降低分辨率重拍",
        )


class PictureTooSmallError(SeeingError):
    """So few pixels that nothing can be on it."""

    def __init__(self, name: str, width: int, height: int, least: int) -> None:
        super().__init__(
            f"{name} has only {width}×{height} pixels; at least {least} a side are needed",
            f"{name} 只有 {width}×{height} 像素，每边至少要 {least} 像素",
        )


class PictureAnimatedError(SeeingError):
    """A picture with several frames: which one is meant is not clear."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is an animation; take a photo, or give a video file",
            f"{name} 是动图，请拍一张照片或使用视频文件",
        )


class PhotoUnfitError(SeeingError):
    """A photo shows nothing of the product that it should make known."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} shows nothing: the lens is covered or the picture is one colour; photograph the product again",
            f"{name} 什么也看不到：镜头被挡住或画面是一片单色，请重新拍摄商品",
        )


class FolderEmptyError(SeeingError):
    """The folder holds no picture."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the folder {path} holds no pictures", f"文件夹 {path} 里没有图片")


class PictureUnwritableError(SeeingError):
    """A drawn picture cannot be written to where it should go."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} cannot be written; check the folder, and end the name in .png or .jpg",
            f"无法写入 {path}，请检查文件夹，文件名以 .png 或 .jpg 结尾",
        )


class VideoBrokenError(SeeingError):
    """The video cannot be opened, or gives no frame."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not a video that can be played; record it again", f"{name} 无法播放，请重新录制")


class VideoCutOffError(SeeingError):
    """The video ends before the length that it states; the frames up to there have been given."""

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(
            f"{name} breaks off after {seconds:.1f} s; what was seen until then counts",
            f"{name} 在 {seconds:.1f} 秒处中断，只采用之前看到的内容",
        )


class CameraMissingError(SeeingError):
    """No camera, or it stopped giving pictures."""

    def __init__(self, device: str) -> None:
        super().__init__(
            f"camera {device} gives no picture; plug it in, or use voice or the buttons",
            f"摄像头 {device} 没有画面，请检查连接，或改用语音、按键",
        )
