"""Files and folders as documents: what is found, how bytes become text, and what is refused and how."""

import builtins
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import documents
from extract.documents import LIMIT, MOST_CHARACTERS, find, read
from extract.errors import DocumentError, InputError
from extract.facts import Document

TEXT = "春风送岗\n临川县总工会举办招聘会，二十家企业到场。\n"


@pytest.fixture
def write(tmp_path):
    def make(content, name="a.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return make


def names(*paths):
    return [found.name for found in find(paths)]


def test_a_folder_gives_its_articles_sorted_by_their_path_below_it(write, tmp_path):
    for name in ("b.txt", "a.md", "年/三月.html", "年/x.DOCX", "c.pdf", "d.htm"):
        write(TEXT, name)
    assert names(tmp_path) == ["a.md", "b.txt", "c.pdf", "d.htm", "年/x.DOCX", "年/三月.html"]


def test_hidden_files_readmes_and_other_kinds_are_passed_over(write, tmp_path):
    for name in ("a.txt", ".b.txt", ".git/c.txt", "README.md", "readme.zh-CN.md", "Readme.txt", "d.json", "e.jpg"):
        write(TEXT, name)
    assert names(tmp_path) == ["a.txt"]


def test_a_file_that_is_given_is_taken_whatever_its_name(write):
    assert names(write(TEXT, "deep/README.md"), write(TEXT, "deep/article")) == ["README.md", "article"]


def test_documents_of_one_name_get_the_folders_above_before_both(write, tmp_path):
    for name in ("甲/x/a.txt", "乙/x/a.txt", "乙/x/b.txt"):
        write(TEXT, name)
    assert names(tmp_path / "甲/x", tmp_path / "乙/x") == ["b.txt", "乙/x/a.txt", "甲/x/a.txt"]


def test_what_is_given_twice_is_found_once(write, tmp_path):
    path = write(TEXT)
    assert find([tmp_path, path, path]) == (documents.Found("a.txt", path),)


def test_the_order_in_which_paths_are_given_does_not_matter(write):
    paths = [write(TEXT, "b/1.txt"), write(TEXT, "a/1.txt"), write(TEXT, "a/2.txt")]
    assert find(paths) == find(paths[::-1])


def test_a_path_that_is_missing_is_named(tmp_path):
    with pytest.raises(InputError, match=r"gone.txt does not exist. Check the path"):
        find([tmp_path / "gone.txt"])


def test_a_folder_without_articles_is_named(write, tmp_path):
    write(TEXT, "README.md")
    with pytest.raises(InputError, match=r"holds no article. Put .txt, .md"):
        find([tmp_path])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"])
def test_encodings_are_told_apart(write, encoding):
    assert read(write(TEXT.encode(encoding)), "a.txt").text == TEXT


def test_utf_16_of_either_order_is_known_by_its_mark(write):
    for mark, encoding in (("fffe", "utf-16-le"), ("feff", "utf-16-be")):
        assert read(write(bytes.fromhex(mark) + TEXT.encode(encoding)), "a.txt").text == TEXT


def test_an_encoding_that_is_told_is_believed(write):
    text = "總工會舉辦運動會。"
    assert read(write(text.encode("big5")), "a.txt", "big5").text == text


def test_line_ends_become_one_character(write):
    document = read(write("甲\r\n乙\r丙\n"), "a.txt")
    assert document.text == "甲\n乙\n丙\n"
    assert document.text[document.locate(2, 3)[0]] == "乙"


def test_a_document_has_what_its_text_tells(write):
    document = read(write("# 春风送岗\n\n（2021年3月8日）\n本报临川3月7日讯 招聘会开场。"), "年/a.txt")
    assert document == Document(
        name="年/a.txt",
        text="# 春风送岗\n\n（2021年3月8日）\n本报临川3月7日讯 招聘会开场。",
        clean="春风送岗\n（2021年3月8日）\n本报临川3月7日讯 招聘会开场。",
        origins=(*range(2, 7), *range(8, 36)),
        title="春风送岗",
        date="2021-03-08",
        place="临川",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty. Put the text"),
        (b"\xef\xbb\xbf \r\n", "is empty. Put the text"),
        (b"Hello, world.", "has no Chinese text. Leave it out"),
        (
            "工会".encode() + b"\xff",
            r"is neither UTF-8 nor GB18030 \(byte 0xff at offset 6\). Convert it, or pass --enc",
        ),
        ((TEXT * 9).encode()[:-5], r"is neither UTF-8 nor GB18030 \(byte 0x\w\w at offset \d+\)"),
        (bytes(range(256)), r"is no text \(a zero byte at offset 0\). Save"),
        ("工会\0举办".encode(), "is no text .it holds control characters"),
        ("工\x01会\x02".encode(), "is no text .it holds control characters"),
        ("總工會舉辦職工運動會，發揚勞動精神。".encode("big5"), "is neither UTF-8 nor GB18030"),
    ],
)
def test_what_is_no_chinese_text_is_refused_by_name(write, content, message):
    with pytest.raises(DocumentError, match=rf"a\.txt {message}"):
        read(write(content), "a.txt")


def test_a_file_above_the_limit_is_refused_unread(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(DocumentError, match=r"a.txt has 50.0 MB, more than the 20 MB of an article. Split it."):
        read(path, "a.txt")
    assert LIMIT == 20_000_000


def test_a_text_longer_than_any_article_is_refused(write):
    with pytest.raises(
        DocumentError, match=r"has 1000001 characters, more than the 1000000 of an article\. Split it\."
    ):
        read(write(("春" * (MOST_CHARACTERS + 1)).encode()), "a.txt")


def test_a_file_in_another_encoding_than_told_is_refused_with_the_place(write):
    with pytest.raises(DocumentError, match=r"is not utf-8 \(byte 0xb4 at offset 0\)") as caught:
        read(write("春".encode("gbk")), "a.txt", "utf-8")
    assert isinstance(caught.value.__cause__, UnicodeDecodeError)


@pytest.mark.parametrize("encoding", ["klingon", "base64"])
def test_an_encoding_that_does_not_exist_is_named(write, encoding):
    with pytest.raises(InputError, match=encoding):
        read(write(TEXT), "a.txt", encoding)


def test_a_folder_and_a_missing_file_cannot_be_read(tmp_path):
    for path in (tmp_path, tmp_path / "gone.txt"):
        with pytest.raises(DocumentError, match="is no file"):
            read(path, "a.txt")


PAGE = """<html><head><title>春风送岗</title>
<meta property="article:published_time" content="2021-03-08"></head><body>
<nav><a href="/">首页</a></nav><article><h1>春风送岗</h1>
<p>临川县总工会三月在文化宫举办招聘会，二十家企业到场，提供岗位三百个。</p>
<p>招聘会上，工会干部向求职者讲解政策，发放资料，受到欢迎。</p><script>alert(1)</script></article></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_web_page_gives_its_article_title_and_date(write, encoding):
    document = read(write(PAGE.encode(encoding), "a.html"), "a.html")
    assert "临川县总工会三月在文化宫举办招聘会" in document.clean
    assert "alert" not in document.text
    assert (document.title, document.date) == ("春风送岗", "2021-03-08")


def test_a_web_page_without_text_is_refused(write):
    with pytest.raises(DocumentError, match=r"a\.html is empty"):
        read(write("<html><body></body></html>", "a.html"), "a.html")


def test_a_word_file_gives_its_paragraphs_and_tables(tmp_path):
    word = docx.Document()
    word.add_paragraph("春风送岗")
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "岗位", "三百个"
    word.add_paragraph("招聘会开场。")
    word.save(str(tmp_path / "a.docx"))
    assert read(tmp_path / "a.docx", "a.docx").text == "春风送岗\n岗位 三百个\n招聘会开场。"


def test_a_word_file_that_unpacks_to_far_more_is_refused(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "a.docx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 6000)
    monkeypatch.setattr(documents, "LIMIT", 1000)
    with pytest.raises(DocumentError, match=r"a\.docx unpacks to"):
        read(tmp_path / "a.docx", "a.docx")


def pdf(text):
    """Write a one-page PDF whose font tells the characters by a table, as those of newspapers do."""
    codes = "".join(f"{number:04x}" for number in range(1, len(text) + 1))
    pairs = "\n".join(f"<{number:04x}> <{ord(char):04x}>" for number, char in enumerate(text, 1))
    ranges = "begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange"
    table = f"{ranges} {len(text)} beginbfchar\n{pairs}\nendbfchar endcmap"
    drawn = f"BT /F 12 Tf 50 700 Td <{codes}> Tj ET" if text else ""

    def stream(content):
        packed = zlib.compress(content.encode())
        return f"<< /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"

    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        stream(drawn),
        b"<< /Type /Font /Subtype /Type0 /BaseFont/X /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [7 0 R]>>",
        stream(table),
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 1000 >>",
    ]
    made, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(made))
        made += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % count + entries + trailer


def test_a_pdf_file_gives_its_text_layer(write):
    assert read(write(pdf("招聘会开场。"), "a.pdf"), "a.pdf").clean == "招聘会开场。"


def test_a_pdf_file_without_a_text_layer_is_refused_with_the_remedy(write):
    with pytest.raises(DocumentError, match=r"a\.pdf has no text layer. Recognise its characters first"):
        read(write(pdf(""), "a.pdf"), "a.pdf")


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
def test_a_damaged_file_is_refused_by_name(write, name):
    with pytest.raises(DocumentError, match=f"{name} is no readable") as caught:
        read(write(TEXT, name), name)
    assert caught.value.__cause__ is not None


@pytest.mark.parametrize("name", ["a.html", "a.docx", "a.pdf"])
def test_a_library_that_is_missing_is_named_with_its_extra(write, name, monkeypatch):
    def missing(module):
        raise ModuleNotFoundError(module)

    monkeypatch.setattr(documents, "import_module", missing)
    with pytest.raises(DocumentError, match=rf"{name} needs: pip install 'guanxi\[docs\]'"):
        read(write(TEXT, name), name)


def test_plain_text_needs_no_library(write, monkeypatch):
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        assert name.split(".")[0] not in {"trafilatura", "docx", "pypdf"}
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert read(write(TEXT), "a.txt").title == "春风送岗"


ENCODED = st.builds(
    lambda text, encoding: text.encode(encoding, "ignore"),
    st.text(alphabet=st.sampled_from("工会举办，。\n\r a1\0\x01é")),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5", "latin-1"]),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.one_of(st.binary(), ENCODED), suffix=st.sampled_from([".txt", ".md", ".html", ".docx", ".pdf"]))
def test_any_bytes_are_a_document_or_an_error_with_the_path(tmp_path: Path, content, suffix):
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content)
    try:
        document = read(path, path.name)
    except DocumentError as error:
        assert str(error).startswith(str(path))  # noqa: PT017  both ends are right
        assert "\n" not in str(error)  # noqa: PT017
    else:
        assert document.clean
        assert all(
            document.text[start].strip() or document.clean[i] in " \n" for i, start in enumerate(document.origins)
        )
