"""What Chromium says on machines that build software, and that is no fault of ours."""

from __future__ import annotations

CHROMIUM_SAYS = (
    "QRhiGles2", "Failed to create", "QVulkanInstance", "This plugin does not support", "GBM is not supported",
    "Sandboxing disabled", "GPUInfo not initialized", "Vulkan", "vulkan", "Unable to detect GPU", "No DRI3",
    "capturing is not available",
)  # fmt: skip
"""Of a machine without a graphics card, and of tests that run as root."""
