"""Who speaks is read with name and office."""

from __future__ import annotations

import pytest

from summarizer.engines.offline.people import read_person


@pytest.mark.parametrize(
    ("vietnamese", "english"),
    [
        (
            "đồng chí Hà Lan Anh, TUV, Phó Chủ tịch UBND tỉnh",
            "Hà Lan Anh, Vice Chairman of the provincial People's Committee",
        ),
        (
            "đồng chí Thứ trưởng Bộ Công Thương Đặng Hoàng An",
            "Đặng Hoàng An, Deputy Minister of Industry and Trade",
        ),
        (
            "Lê Tiến Lam, Ủy viên Ban Thường vụ Tỉnh ủy, Giám đốc Sở Công thương Thanh Hóa",
            "Lê Tiến Lam, Director of the Thanh Hóa Department of Industry and Trade",
        ),
        (
            "đồng chí Quách Tất Liêm - Phó Chủ tịch UBND tỉnh Hòa Bình",
            "Quách Tất Liêm, Vice Chairman of the Hòa Bình provincial People's Committee",
        ),
        (
            "đồng chí Ngô Quang Trung - Cục trưởng Cục Công Thương địa phương (Bộ Công Thương)",
            "Ngô Quang Trung, Director of the Agency for Regional Industry and Trade",
        ),
        ("ông Nguyễn Tuấn Thanh", "Nguyễn Tuấn Thanh"),
        ("lãnh đạo Sở", "leaders of the Department"),
        ("hội nghị", ""),
    ],
)
def test_a_person_is_read_with_name_and_office(vietnamese: str, english: str) -> None:
    assert str(read_person(vietnamese)) == english
