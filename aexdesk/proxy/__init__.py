"""The guard proxy: a developer's own program points its base URL here, and nothing leaves that the guard keeps."""

from aexdesk.proxy.app import ProxyApp
from aexdesk.proxy.running import RunningProxy, start_proxy

__all__ = ["ProxyApp", "RunningProxy", "start_proxy"]
