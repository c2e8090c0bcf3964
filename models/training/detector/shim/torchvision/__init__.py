"""Stands in for torchvision, of which there is no CPU build here: ultralytics needs the name and one function."""

import torch

__version__ = "0.28.0"


class ops:  # noqa: N801 - the name is torchvision's
    """What ultralytics takes from `torchvision.ops`."""

    @staticmethod
    def nms(boxes: torch.Tensor, scores: torch.Tensor, iou_threshold: float) -> torch.Tensor:
        """Return the indices of boxes [n, 4] (left, top, right, bottom) that no better one overlaps, best first."""
        order = scores.argsort(descending=True)
        areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
        kept = []
        while order.numel():
            best, order = order[0], order[1:]
            kept.append(best)
            corner = torch.maximum(boxes[best, :2], boxes[order, :2])
            size = (torch.minimum(boxes[best, 2:], boxes[order, 2:]) - corner).clamp(min=0)
            shared = size[:, 0] * size[:, 1]
            order = order[shared / (areas[best] + areas[order] - shared + 1e-9) <= iou_threshold]
        return torch.stack(kept) if kept else torch.empty(0, dtype=torch.long)
