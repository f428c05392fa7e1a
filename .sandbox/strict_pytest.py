# Copyright 2026 Complaint Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl)
"""A pytest plugin: a test that was skipped did not run, so the run is not a success.

A missing browser, a missing `--odoo-http` or a missing library turns Odoo's browser
tests into skips; a run that skips them proves nothing about the screens.
"""

import pytest

skipped = []


def _note(report):
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = (
            report.longrepr[2]
            if isinstance(report.longrepr, tuple)
            else report.longrepr
        )
        skipped.append(f"{report.nodeid}: {reason}")


def pytest_runtest_logreport(report):
    """Remember each skipped test."""
    _note(report)


def pytest_collectreport(report):
    """Remember each test file that was skipped whole."""
    _note(report)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """Turn a run with skips into a failed one."""
    if skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter):
    """Name the tests that did not run."""
    if skipped:
        terminalreporter.section("skipped tests count as failures here")
        for line in skipped:
            terminalreporter.line(line)
