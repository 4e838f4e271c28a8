"""What the process keeps to itself when it dies: no core dump, no crash report with what was in memory."""

import sys


def keep_to_itself() -> None:
    """Asks the system to write nothing of this process anywhere when it crashes."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - Windows only

        fail_critical, no_fault_box = 0x0001, 0x0002
        ctypes.windll.kernel32.SetErrorMode(fail_critical | no_fault_box)
        ctypes.windll.wer.WerAddExcludedApplication(sys.executable, False)
        return
    import resource  # noqa: PLC0415 - has no Windows twin but the above

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 - Linux only

        not_dumpable, dumpable = 0, 4  # PR_SET_DUMPABLE: no core, and no other process of this user reads our memory
        ctypes.CDLL(None, use_errno=True).prctl(dumpable, not_dumpable, 0, 0, 0)
