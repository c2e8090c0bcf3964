"""How goods stand in a scene: one function a place, each draws onto a stage and knows nothing of files."""

from collections.abc import Callable

import numpy as np

from models.training.scenes.camera import looking_at
from models.training.scenes.carton import Design, carton_design, draw_box
from models.training.scenes.finish import wrapped
from models.training.scenes.goods import hand, package_design
from models.training.scenes.props import (
    Stock,
    board,
    camera_on,
    far_first,
    kinds,
    lay,
    pallet,
    product,
    scaled,
    shadow,
    sprite,
)
from models.training.scenes.stage import Stage
from models.training.scenes.texture import Random


def stack(rng: Random, stage: Stage, stock: Stock) -> None:
    """Cartons of one kind, or of a few, in rows and layers on the floor or on a pallet."""
    designs = kinds(rng, stock.papers, 1 if rng.random() < 0.7 else 3)
    wide, deep, high = designs[0].size
    columns, layers, rows = int(rng.integers(1, 5)), int(rng.integers(1, 4)), 1 if rng.random() < 0.75 else 2
    while columns * layers * rows > 12:
        layers -= 1
    span = np.array([columns * wide, rows * deep, layers * high])
    camera = camera_on(rng, stage, span)
    ground = 0.0
    if rng.random() < 0.35:
        ground = 0.14
        pallet(rng, stage, camera, span)
    spots = []
    step = np.array([wide, deep, high]) * (1 + np.array([rng.choice([0.0, 0.02, 0.08, 0.3]), 0.01, 0.0]))
    for layer in range(layers):
        kept = columns if layer == 0 else int(rng.integers(1, columns + 1))
        for column in range(kept):
            for row in range(rows):
                at = (np.array([column - (columns - 1) / 2, row - (rows - 1) / 2, layer])) * step
                spots.append(at + np.array([*rng.normal(0, 0.012, 2), ground]))
    yaw, rough = rng.uniform(-40, 40) if rng.random() < 0.5 else rng.uniform(-8, 8), rng.uniform(0, 7)
    turn = np.deg2rad(yaw)
    spin = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    shadow(stage, camera, [spot @ spin.T for spot in spots], max(wide, deep))
    damage = rng.uniform(0, 1) if rng.random() < 0.4 else 0.0
    bodies = [
        draw_box(rng, stage, camera, designs[int(rng.integers(len(designs)))], at, yaw + rng.normal(0, rough), damage)
        for at in far_first(camera, [spot @ spin.T for spot in spots])
    ]
    if rng.random() < 0.2:
        stage.image[:] = wrapped(rng, stage.image, np.isin(stage.owner, bodies))


def scattered(rng: Random, stage: Stage, stock: Stock) -> None:
    """Different cartons and products here and there on the floor."""
    count = int(rng.integers(1, 8))
    span = np.array([rng.uniform(0.8, 2.5), rng.uniform(0.5, 2.0), 0.4])
    camera = camera_on(rng, stage, span)
    spots = [np.array([*(rng.uniform(-0.5, 0.5, 2) * span[:2]), 0.0]) for _ in range(count)]
    shadow(stage, camera, spots, 0.4)
    for at in far_first(camera, spots):
        if rng.random() < 0.7:
            draw_box(rng, stage, camera, carton_design(rng, stock.papers), at, rng.uniform(-90, 90), rng.uniform(0, 1))
        else:
            product(rng, stage, camera, stock, at, rng.uniform(1.5, 3))


def shelf(rng: Random, stage: Stage, stock: Stock) -> None:
    """Levels of a shelf with cartons or products side by side."""
    level, width = rng.uniform(0.35, 0.6), rng.uniform(1.0, 2.2)
    levels = int(rng.integers(1, 4))
    camera = camera_on(rng, stage, np.array([width, 0.3, level * levels]), sideways=18)
    paint, goods = rng.uniform(40, 220, 3), rng.random() < 0.5
    for number in range(levels):
        ground = number * level
        board(stage, camera, np.array([width, 0.5, 0.03]), ground, paint)
        design = carton_design(rng, stock.papers, (rng.uniform(0.2, 0.4), 0.3, level * rng.uniform(0.4, 0.8)))
        package = package_design(rng, stock.papers)
        scale = 0.7 * level / package.size[2] * rng.uniform(0.5, 1)
        left = -width / 2
        spots = []
        while left < width / 2 - 0.2 and len(spots) < 9:
            step = design.size[0] if not goods else package.size[0] * scale
            spots.append(np.array([left + step / 2, 0.0, ground + 0.03]))
            left += step * (1.04 if rng.random() < 0.8 else 2)
        for at in far_first(camera, spots):
            if not goods:
                draw_box(rng, stage, camera, design, at, rng.normal(0, 4), rng.choice([0, 0.4]))
            elif rng.random() < 0.5:
                draw_box(rng, stage, camera, scaled(package, scale), at, rng.normal(0, 6))
            else:
                product(rng, stage, camera, stock, at, scale)


def counter(rng: Random, stage: Stage, stock: Stock) -> None:
    """Products on a shop counter or a table, sometimes a carton."""
    span = np.array([rng.uniform(0.4, 1.0), 0.4, 0.25])
    camera = camera_on(rng, stage, span, near=0.7)
    board(stage, camera, np.array([span[0] * 4, 2.5, 0.03]), -0.03, rng.uniform(30, 230, 3))
    spots = [np.array([*(rng.uniform(-0.5, 0.5, 2) * span[:2]), 0.0]) for _ in range(int(rng.integers(1, 7)))]
    shadow(stage, camera, spots, 0.14)
    for at in far_first(camera, spots):
        chance = rng.random()
        if chance < 0.25:
            size = tuple(rng.uniform(0.12, 0.35, 3))
            draw_box(rng, stage, camera, carton_design(rng, stock.papers, size), at, rng.uniform(-60, 60))
        elif chance < 0.5:
            draw_box(rng, stage, camera, package_design(rng, stock.papers), at, rng.uniform(-60, 60))
        else:
            product(rng, stage, camera, stock, at, 1.0)


def held(rng: Random, stage: Stage, stock: Stock) -> None:
    """One product that fills most of the picture, as a shopper holds it."""
    high, wide = stage.image.shape[:2]
    picture = sprite(rng, stock)
    if rng.random() < 0.5:
        for _ in range(int(rng.integers(1, 4))):
            lay(rng, stage, sprite(rng, stock), rng.uniform(0, 1, 2) * (wide, high), high * rng.uniform(0.2, 0.5))
    centre = np.array([wide, high]) * rng.uniform(0.35, 0.65, 2)
    size = high * rng.uniform(0.5, 1.05)
    lay(rng, stage, picture, centre, size)
    if rng.random() < 0.7:
        lay(
            rng,
            stage,
            hand(rng),
            centre + np.array([rng.uniform(-0.2, 0.2) * wide, size * 0.62]),
            size * 0.7,
            occluder=True,
        )


def close(rng: Random, stage: Stage, stock: Stock) -> None:
    """One carton face with its label, near enough to read."""
    design = carton_design(rng, stock.papers)
    face = Design(
        design.kind, design.size, design.faces, tuple(paper for paper in design.papers if paper[0] == "front")
    )
    if not face.papers:
        paper = stock.papers[int(rng.integers(len(stock.papers)))]
        face = Design(design.kind, design.size, design.faces, (("front", paper, (0.2, 0.25, 0.8, 0.75)),))
    _, _, (left, top, right, bottom) = face.papers[0]
    wide, deep, high = face.size
    target = np.array([((left + right) / 2 - 0.5) * wide, -deep / 2, (1 - (top + bottom) / 2) * high])
    away = max((right - left) * wide, (bottom - top) * high) * rng.uniform(0.9, 3.0)
    position = target + np.array([rng.uniform(-0.5, 0.5), -1.0, rng.uniform(-0.4, 0.6)]) * away
    size = (stage.image.shape[1], stage.image.shape[0])
    roll = rng.choice([0, 0, 90, 180, 270]) + rng.normal(0, 8)
    camera = looking_at(position, target, size=size, angle=rng.uniform(45, 65), roll=roll)
    draw_box(rng, stage, camera, face, np.zeros(3), 0.0, rng.choice([0, 0.5]))


def loose(rng: Random, stage: Stage, stock: Stock) -> None:
    """Labels and codes on no carton at all: on paper, film, a hand-held sheet."""
    high, wide = stage.image.shape[:2]
    for _ in range(int(rng.integers(1, 4))):
        paper = stock.papers[int(rng.integers(len(stock.papers)))]
        rows, columns = paper.surface.shape[:2]
        scale = wide * rng.uniform(0.15, 0.9) / max(rows, columns)
        corners = np.array([[-columns, -rows], [columns, -rows], [columns, rows], [-columns, rows]]) / 2 * scale
        corners += rng.uniform(-0.06, 0.06, (4, 2)) * (columns * scale, rows * scale)
        turn = np.deg2rad(rng.choice([0, 0, 90, 180]) + rng.normal(0, 14))
        spin = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
        place = (corners @ spin.T + rng.uniform(0.2, 0.8, 2) * (wide, high)).astype(np.float32)
        owner = stage.body()
        stage.paste(paper.surface, place, owner)
        if paper.label:
            stage.place("label", owner, place)
        if paper.code:
            x, y, right, bottom = paper.code
            shares = np.array([[x, y], [right, y], [right, bottom], [x, bottom]])
            across, down = shares[:, :1], shares[:, 1:]
            inner = (1 - down) * ((1 - across) * place[0] + across * place[1])
            stage.place("barcode", owner, inner + down * ((1 - across) * place[3] + across * place[2]))


def empty(rng: Random, stage: Stage, stock: Stock) -> None:
    """Nothing but the background, or a hand."""
    high, wide = stage.image.shape[:2]
    if stock.papers and rng.random() < 0.3:
        lay(rng, stage, hand(rng), rng.uniform(0, 1, 2) * (wide, high), high * 0.6, occluder=True)


LAYOUTS: dict[str, tuple[Callable[[Random, Stage, Stock], None], float]] = {
    "stack": (stack, 0.30),
    "scattered": (scattered, 0.14),
    "shelf": (shelf, 0.12),
    "counter": (counter, 0.12),
    "held": (held, 0.10),
    "close": (close, 0.11),
    "loose": (loose, 0.07),
    "empty": (empty, 0.04),
}
"""Name → function and the share of scenes that it makes."""
