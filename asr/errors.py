"""What can be wrong with sound or with a recogniser: one class a failure, each said in both languages."""

from pathlib import Path


class HearingError(Exception):
    """A failure whose sentences tell the person what to do next."""

    def __init__(self, en: str, zh: str) -> None:
        super().__init__(en)
        self.en = en
        self.zh = zh

    def say(self, lang: str) -> str:
        """Return the sentence in `zh` or `en`."""
        return self.zh if lang == "zh" else self.en


class SoundMissingError(HearingError):
    """There is no such recording."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"there is no recording {path}; check the name",
            f"找不到录音文件 {path}，请检查文件名",
        )


class SoundBrokenError(HearingError):
    """The recording cannot be read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} is not a sound file that can be read; record it again as WAV, FLAC, OGG or MP3",
            f"{name} 不是可读的声音文件，请重新录制（WAV、FLAC、OGG 或 MP3）",
        )


class SoundEmptyError(HearingError):
    """The recording holds no samples."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} holds no sound; record it again", f"{name} 里没有声音，请重新录制")


class SoundTooLongError(HearingError):
    """The recording is longer than one utterance can be."""

    def __init__(self, name: str, seconds: float, limit: float) -> None:
        super().__init__(
            f"{name} lasts {seconds:.0f} s, one command at most {limit:.0f} s; cut it",
            f"{name} 长 {seconds:.0f} 秒，一条指令最长 {limit:.0f} 秒，请剪短",
        )


class MicrophoneMissingError(HearingError):
    """No microphone, or the sound system refuses it."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"no microphone can be opened ({why}); plug one in or choose another",
            f"无法打开麦克风（{why}），请插好或换一个",
        )


class RecogniserMissingError(HearingError):
    """The recogniser's directory or run-time library is not there."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"the speech recogniser cannot be loaded ({why}); reinstall it or give another with --asr",
            f"语音识别模型无法加载（{why}），请重新安装，或用 --asr 指定",
        )
