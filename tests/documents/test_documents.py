"""Title, date, place and paragraphs are told from what stands around the article."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from summarizer.documents import parse_document, read_document
from summarizer.errors import UserError

SEEDS = Path(__file__).parents[2] / "seeds"
BODY = (
    "Năm 2021, giá trị sản xuất công nghiệp của tỉnh đạt 141.640 tỷ đồng, tăng 12,3% so với cùng kỳ.\n"
    "Năm 2022, ngành phấn đấu kim ngạch xuất khẩu đạt 4 tỷ USD."
)


@pytest.mark.parametrize(
    ("seed", "title", "published", "place", "count", "first", "last"),
    [
        ("000_bbf45f2fc4466c0e", "Tiếp tục hỗ trợ, thu hút doanh nghiệp phát triển các ngành công nghiệp, thương mại",
         "2022-01", None, 7, "Ngày 7-1,", "năm 2021./."),
        ("001_868e4ddf995b679e", "Hội nghị ngành Công thương 28 tỉnh, thành phố khu vực phía Bắc lần thứ VIII - năm 2022",
         "2022-10-07", "Thanh Hoa", 7, "Ngayf 23/9,", "cho địa phương."),
        ("002_6ffa8ed9f492db8e", "Ngành Công thương Thanh Hóa triển khai nhiệm vụ năm 2021",
         "2021-01", "Thanh Hoa", 9, "Sáng 15-1,", "thương Thanh Hóa."),
        ("003_b36288c5cd14000e", "Thúc đẩy phục hồi sản xuất và phát triển kinh tế",
         "2022-02-24", "Long An", 10, "Sở Công Thương Long An", "sau dịch Covid-19./."),
        ("004_188c159ee8a99b43", "Năm 2020 phấn đấu sản xuất công nghiệp - tiểu thủ công nghiệp tăng trưởng 16%",
         "2020-01", "Nam Dinh", 4, "Ngày 9-1,", "đã đề ra./."),
    ],
)  # fmt: skip
def test_the_seeds(seed: str, title: str, published: str, place: str | None, count: int, first: str, last: str) -> None:
    document = read_document(SEEDS / f"{seed}.txt")
    paragraphs = [span.of(document.text) for span in document.paragraphs]

    assert (document.name, document.title, document.published, document.place) == (
        seed,
        title,
        published,
        place,
    )
    assert len(paragraphs) == count
    assert paragraphs[0].startswith(first)
    assert paragraphs[-1].endswith(last)
    assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("24/02/2022 - 09:44", "2022-02-24"),
        ("07/10/2022 00:00", "2022-10-07"),
        ("Thứ năm, 24/02/2022, 09:44 (GMT+7)", "2022-02-24"),
        ("Cập nhật lúc: 15h21 05/05/2017", "2017-05-05"),
        ("Ngày đăng: 5.5.2017", "2017-05-05"),
        ("Thanh Hóa, ngày 15 tháng 6 năm 2023", "2023-06-15"),
        ("2024-03-01T08:00:00+07:00", "2024-03-01"),
        (" date 2022-01 ", "2022-01"),
        (" date 2022-01-09", "2022-01-09"),
        ("32/02/2001 - 09:44", None),
        ("13/13/2000", None),
    ],
)
def test_a_line_that_is_a_date_alone_dates_the_article(line: str, published: str | None) -> None:
    assert parse_document(f"Ngành Công Thương tổng kết năm\n{line}\n{BODY}", "a").published == published


@pytest.mark.parametrize(
    "line",
    [
        "DetailController",
        "Tiếng Việt | English",
        "Tin từ các đơn vị",
        "Chia sẻ bài viết",
        "Trang chủ > Tin tức > Công Thương",
        "Tin, ảnh: Thanh Thúy",
        "Tác giả: Nguyễn Văn A",
        "Nguồn: Báo Công Thương",
        "Lượt xem: 1.234",
        "Facebook | Zalo | Email",
        "© 2022 Sở Công Thương",
        "Từ khóa: công nghiệp, xuất khẩu",
    ],
)
@pytest.mark.parametrize("place", ["before", "after"])
def test_site_furniture_is_no_paragraph(line: str, place: str) -> None:
    text = f"{line}\n\n{BODY}" if place == "before" else f"{BODY}\n\n{line}"

    document = parse_document(text, "a")

    assert [span.of(document.text) for span in document.paragraphs] == BODY.split("\n")


@pytest.mark.parametrize("name", ["Minh Hằng", "Thanh Thúy", "(Mai Hương)", "Thu Hà - Quốc Đạt", "*Lê Văn Ánh*"])
def test_the_authors_name_at_the_end_is_no_paragraph(name: str) -> None:
    document = parse_document(f"{BODY}\nNgành sẽ thực hiện các nhiệm vụ trên.\n\n{name}", "a")

    assert len(document.paragraphs) == 3


@pytest.mark.parametrize("line", ["Giải pháp thích hợp", "Nhiều chỉ tiêu cụ thể", "Tăng 14%", "Bài học kinh nghiệm"])
def test_a_heading_is_a_paragraph(line: str) -> None:
    document = parse_document(f"{BODY}\n\n{line}\n\n{BODY}", "a")

    assert line in [span.of(document.text) for span in document.paragraphs]


def test_wrapped_lines_are_one_paragraph_and_a_code_may_be_broken() -> None:
    text = (
        "Tiêu đề của bài viết về ngành\n\n"
        "Trong năm 2021, thực hiện nhiệm vụ được giao tại Nghị định số\n45/2017/NĐ-CP của Chính phủ, giá trị sản xuất công\n"
        "nghiệp của tỉnh đạt 141.640 tỷ đồng.\nNăm 2022, ngành phấn đấu xuất khẩu đạt 4 tỷ USD."
    )

    document = parse_document(text, "a")

    assert [span.of(document.text)[:10] for span in document.paragraphs] == ["Trong năm ", "Năm 2022, "]


def test_a_name_at_the_head_of_a_wrapped_line_parts_no_paragraph() -> None:
    text = (
        "Tiêu đề của bài viết về ngành\n\n"
        "Trong năm 2021, giá trị sản xuất công nghiệp của tỉnh tăng 12,3% nhờ Nhà máy Lọc hóa dầu\n"
        "Nghi Sơn hoạt động đạt 95% công suất, là động lực chính cho tăng trưởng sản xuất công\n"
        "nghiệp của tỉnh. Xuất khẩu đạt 4 tỷ USD."
    )

    assert len(parse_document(text, "a").paragraphs) == 1


def test_the_head_of_an_official_report_is_no_title() -> None:
    text = (
        "UBND TỈNH THANH HÓA\nSỞ CÔNG THƯƠNG\n-------\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Độc lập - Tự do - Hạnh phúc\nSố: 123/BC-SCT\nThanh Hóa, ngày 15 tháng 6 năm 2023\n\nBÁO CÁO\n"
        f"Tình hình sản xuất công nghiệp 6 tháng đầu năm 2023\n\n{BODY}\n\nNơi nhận: Bộ Công Thương"
    )

    document = parse_document(text, "a")

    assert document.title == "Tình hình sản xuất công nghiệp 6 tháng đầu năm 2023"
    assert document.published == "2023-06-15"
    assert len(document.paragraphs) == 2


def test_a_text_of_one_paragraph_has_no_title() -> None:
    document = parse_document(BODY.split("\n")[0], "a")

    assert document.title == ""
    assert len(document.paragraphs) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no text"),
        (
            "Exports rose 25.5% to USD 2.627 billion in 2021, above the plan of the province.",
            "no Vietnamese letters",
        ),
        ("Gia tri xuat khau cua tinh uoc dat 2 ty 627 trieu USD, tang 25,5% so voi cung ky.", "accents"),
        (
            "Les exportations ont été élevées à près de 2,6 milliards, là où on espérait très peu.",
            "no Vietnamese text",
        ),
        ("出口额达到二十六亿美元，比上年增长百分之二十五。", "no Vietnamese text"),
    ],
)
def test_what_is_not_vietnamese_is_refused(text: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        parse_document(text, "article")


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no such file"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(UserError, match="folder"):
        read_document(tmp_path)
