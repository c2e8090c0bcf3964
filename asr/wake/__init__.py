"""Called by name: the only part of the ears that is on before the word. May import onnxruntime (lazily) and numpy."""
