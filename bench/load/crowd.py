"""Who writes to the office: invented people, some of whom write again, and what each says beside the matter."""

from dataclasses import dataclass
from random import Random

from config.demo.texts import FAMILY, GIVEN, MIDDLE

FAMILIES = (*FAMILY, "Phan", "Hồ", "Ngô", "Dương", "Đinh", "Lý", "Đoàn", "Trịnh", "Mai", "Cao")
WEIGHTS = (38, 12, 10, 7, 5, 4, 4, 4, 3, 1, 1, 1, 1, 1, 3, 2, 2, 1, 1, 1, 1, 1, 1, 1)
MIDDLES = (*MIDDLE, "Thị Thu", "Thị Hồng", "Xuân", "Công", "Thị Ngọc", "Đình", "Bá", "Thị Minh", "Gia", "Thị Bích")
GIVENS = (
    *GIVEN,
    *("Hoa", "Hà", "Hương", "Hùng", "Dũng", "Tuấn", "Thảo", "Trang", "Hải", "Long", "Nhung", "Phúc", "Quân", "Thanh"),
    *("Loan", "Mai", "Đức", "Kiên", "Oanh", "Liên", "Ngân", "Tâm", "Tùng", "Vân", "Diệp", "Cúc", "Sinh", "Lượng"),
)
NEAR = ("cây đa", "giếng làng", "đình", "chợ", "trạm bơm", "lò gạch cũ", "nhà văn hóa", "cống", "bến đò", "miếu")
PLACES = (
    "Ông Bảy",
    "Bà Mẫu",
    "Cồn Cát",
    "Đồng Chiêm",
    "Gò Mối",
    "Vườn Trầu",
    "Hàng Me",
    "Rạch Dừa",
    "Bờ Hồ",
    "Tháp Cũ",
)
WRITES_AGAIN = 0.7
"""So many people for each petition: about every third petition is somebody's second or third."""


@dataclass(frozen=True)
class Somebody:
    name: str
    birth_year: int
    identity_number: str
    phone: str


def somebody(rng: Random, *, crowd: int) -> Somebody:
    """Draw one of the crowd: the same number is the same person, always."""
    number = rng.randrange(max(1, crowd))
    own = Random(number * 7919 + 13)
    name = f"{own.choices(FAMILIES, WEIGHTS)[0]} {own.choice(MIDDLES)} {own.choice(GIVENS)}"
    shown = own.random()
    return Somebody(
        name,
        own.randint(1940, 2004),
        f"098{number:09d}" if shown < 0.5 else "",
        f"09{(number * 7 + 11) % 10**8:08d}" if shown > 0.2 else "",
    )


def beside(rng: Random, copy: int) -> str:
    """Return a sentence that no other petition has: which house, next to whom."""
    near = f"{rng.choice(NEAR)} {rng.choice(PLACES)}"
    neighbour = f"{rng.choices(FAMILIES, WEIGHTS)[0]} {rng.choice(MIDDLES)} {rng.choice(GIVENS)}"
    return f"Nhà tôi ở tổ {rng.randint(1, 40)}, gần {near}, cạnh hộ {neighbour}; sổ hộ số {copy + 1}."
