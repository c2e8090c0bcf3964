"""Makes each of the models with one command; may import torch, asr and vision; nobody imports it."""
