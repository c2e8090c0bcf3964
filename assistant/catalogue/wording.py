"""Says in Chinese what the books refuse about a row."""

from assistant.catalogue.table import CHINESE
from assistant.inventory.errors import BadItemError, LedgerError
from assistant.voice.failures import sentence

_ITEM = {
    "sku": "要有 1 到 80 个字",
    "name": "要有 1 到 400 个字",
    "unit": "要有 1 到 16 个字；记过账的货品不能换单位",
    "packings": "包装要写成 箱=24 这样，数量大于零，基本单位不用写",
    "codes": "条码后面写的包装，这个货品没有",
    "shelf_life_days": "要大于零",
    "price": "不能小于零",
    "decimals": "小数位数不对",
}
"""Field of an item to what is asked of it."""
_HEADERS = {column: header for header, column in CHINESE.items()} | {"codes": "条码", "decimals": "小数位"}


def chinese(error: LedgerError) -> str:
    """Return the refusal in Chinese."""
    if isinstance(error, BadItemError):
        field = error.parameters["field"]
        return f"{_HEADERS.get(field, field)}:{_ITEM.get(field, '不合适')}"
    return sentence(error, "zh")
