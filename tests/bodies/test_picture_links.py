"""Which texts are offered as pictures."""

from __future__ import annotations

import pytest

from aexdesk.bodies.picture_links import picture_links

A, B = "https://ae01.alicdn.com/kf/S1.jpg", "https://ae01.alicdn.com/kf/S2.png"


@pytest.mark.parametrize(
    ("text", "name", "links"),
    [
        (A, "", (A,)),
        (f"{A}_640x640.jpg_.webp", "x", (f"{A}_640x640.jpg_.webp",)),
        (f"{A};{B}", "image_urls", (A, B)),
        (f"{A}; {B};", "", (A, B)),
        (A.removeprefix("https:"), "itemMainPic", (A,)),
        ("//127.0.0.1:8917/pictures/1.png", "", ("http://127.0.0.1:8917/pictures/1.png",)),
        ("https://h.example/show?id=1", "product_main_image_url", ("https://h.example/show?id=1",)),
        ("https://h.example/show?id=1", "product_detail_url", ()),
        ("https://h.example/show?id=1", "shipping_topic", ()),
        ("https://h.example/a.svg", "image", ()),
        ("https://h.example/a.html", "image", ()),
        ("https://h.example/a.mp4", "image_url", ()),
        (f"{A};no link", "image_urls", ()),
        (f"see {A}", "", ()),
        ("file:///etc/a.png", "image", ()),
        ("data:image/png;base64,AAAA", "image", ()),
        ("https://[/a.png", "image", ()),
        ("//[/a.png", "image", ()),
        ("https:///a.png", "image", ()),
        ("https://h/a b.png", "image", ()),
        ("", "image", ()),
    ],
)
def test_links(text: str, name: str, links: tuple[str, ...]) -> None:
    assert picture_links(text, name) == links


def test_of_a_text_that_is_cut_the_last_may_be_half() -> None:
    assert picture_links(f"{A};{B[:-6]}", "image_urls", is_cut=True) == (A,)
    assert picture_links(A[:-4], "image_urls", is_cut=True) == ()
