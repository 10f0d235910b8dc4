"""Counted nouns that cover others, and families of which a number has one only."""

from __future__ import annotations

import pytest

from summarizer.crosscheck import check
from summarizer.facts.tables import broader_ids, opposites
from summarizer.lexicon import load_lexicon


def _flagged(source: str, summary: str) -> list[str]:
    return [str(finding.reason) for finding in check(source, summary).findings if finding.reason]


@pytest.mark.parametrize(
    ("source", "summary"),
    [
        ("Các KCN sử dụng 152 nghìn lao động của 320 hộ dân.", "The parks employ 152,000 people."),
        ("Lớp tập huấn có 420 học viên; 35 người dân dự.", "The course drew 420 people."),
        ("Hàng bình ổn bán tại 68 điểm; 12 cửa hàng mở mới.", "Stabilised goods are sold at 68 outlets."),
        ("Toàn tỉnh có 612 cửa hàng xăng dầu và 45 điểm bán hàng.", "The province has 612 outlets for fuel."),
        pytest.param("Thông quan 320 xe tải; 45 phương tiện chờ.", "A total of 320 vehicles were cleared."),
    ],
)
def test_a_broader_noun_is_no_fault(source: str, summary: str) -> None:
    assert _flagged(source, summary) == []


@pytest.mark.parametrize(
    ("source", "summary"),
    [
        ("Tỉnh có 20 dự án điện gió đang vận hành.", "Twenty solar power projects are in operation."),
        ("Toàn tỉnh có 23 cụm công nghiệp đang hoạt động.", "The province has 23 industrial parks in operation."),
        ("Nguồn ngân sách trung ương là 3.105 tỷ đồng.", "The local budget provides VND 3,105 billion."),
        ("Vốn tăng thêm đạt 698 triệu USD.", "Stake purchases came to USD 698 million."),
        ("Vận tải đường bộ đạt 28,7 nghìn tỷ đồng.", "Rail transport earned VND 28.7 trillion."),
        ("Nhóm giáo dục tăng 1,5%.", "Housing and building materials rose 1.5%."),
        ("Thu nội địa đạt 5.200 tỷ đồng.", "Customs revenue reached VND 5,200 billion."),
        ("Lao động nữ có thu nhập 8,3 triệu đồng/tháng.", "Male workers earn VND 8.3 million a month."),
    ],
)
def test_another_member_of_a_family_is_a_fault_without_any_rival(source: str, summary: str) -> None:
    assert _flagged(source, summary)


@pytest.mark.parametrize(
    ("source", "summary"),
    [
        ("Các khu, cụm công nghiệp thu hút 12 dự án.", "Industrial parks attracted 12 projects."),
        ("Các khu, cụm công nghiệp thu hút 12 dự án.", "Industrial parks and clusters attracted 12 projects."),
        ("Điện gió và điện mặt trời đạt 812 triệu kWh.", "Wind power and solar power reached 812 million kWh."),
        ("Ngân sách tỉnh chi 300 tỷ đồng.", "The local budget spent VND 300 billion."),
    ],
)
def test_a_text_of_both_members_or_a_broader_term_is_no_fault(source: str, summary: str) -> None:
    assert _flagged(source, summary) == []


def test_the_tables_name_terms_of_the_lexicon() -> None:
    known = {term_id for table in load_lexicon().terms.values() for term_id in table}
    assert not {term_id for families in opposites() for family in families for term_id in family} - known
    assert broader_ids("worker") <= known


def test_a_noun_is_covered_by_its_own_broader_ones_only() -> None:
    assert "individual" in broader_ids("worker")
    assert "vehicle" in broader_ids("truck")
    assert "product" in broader_ids("coffee")
    assert not broader_ids("enterprise") & {"establishment", "cooperative", "individual"}
