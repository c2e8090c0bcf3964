"""Trains and exports `models/detector`. May import torch, ultralytics, onnx, `models.training.scenes` and `vision`."""
