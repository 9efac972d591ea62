"""The README.txt of an evidence pack: what each file is, and what was taken out of them. English or Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from aexdesk.support.channels import FormLanguage

_ENGLISH: Final = """Evidence for a question about {count} API call(s), written by AExDesk {version}.

form.txt                    the form as it was sent
facts.json                  request ID, API, app key, times (UTC and UTC+8), duration, status, error code of each call
call-N/request.txt          the request as it was sent
call-N/parameters.txt       its parameters in the order in which they were sent
call-N/string-to-sign.txt   the string that was signed; values that are hidden are hidden here too
call-N/response.txt         the answer
calls.har                   the same calls as HAR 1.2, which browsers and proxies open

Sessions, tokens, secrets, passwords, cookies and signatures are replaced by dots (••••).
Personal data is replaced by what it was, as in (name hidden).
The request ID finds the original request in the platform's log.
{notice}"""

_CHINESE: Final = """本压缩包是关于 {count} 次接口调用的问题材料，由 AExDesk {version} 生成。

form.txt                    提交给技术支持的问题描述
facts.json                  每次调用的 Request ID、接口名、AppKey、时间（UTC 及 UTC+8）、耗时、状态码、错误码
call-N/request.txt          实际发出的请求
call-N/parameters.txt       请求参数，按发送顺序排列
call-N/string-to-sign.txt   待签名字符串；已隐藏的内容在此同样隐藏
call-N/response.txt         平台返回的响应
calls.har                   以上调用的 HAR 1.2 文件，可用浏览器或抓包工具打开

session、令牌、密钥、密码、Cookie 和签名均已用圆点（••••）代替。
个人信息已替换为其类别，例如 (name hidden) 表示姓名已隐藏。
如需查看原始请求，请用 Request ID 在平台日志中查询。
{notice}"""

_TEXTS: Final[Mapping[FormLanguage, str]] = {FormLanguage.ENGLISH: _ENGLISH, FormLanguage.CHINESE: _CHINESE}


def write_readme(language: FormLanguage, count: int, version: str, notice: str) -> str:
    """The text for a pack of `count` calls; `notice` is what a reader must know before all."""
    text = _TEXTS[language].format(count=count, version=version, notice=f"\n{notice}\n" if notice else "")
    return text.rstrip("\n") + "\n"
