"""Make a wake word from its pinyin: voices, windows, head, export, measurement. Nobody imports this."""
