"""The files of a locked kiosk machine on Debian 12: what `harden` prints, checks, and the kiosk's README explains."""

from __future__ import annotations

import json

PAGE = "http://127.0.0.1:8100"
POLICY_FILE = "etc/chromium/policies/managed/moiso.json"
TOKEN_FILE = "etc/moiso/kiosk.env"  # noqa: S105
DATA = "var/lib/moiso-kiosk"
AGENT, SCREEN, WATCH, ROUNDS, SIGNS = (
    "moiso-kiosk.service",
    "moiso-screen.service",
    "moiso-watch.service",
    "moiso-watch.timer",
    "moiso-signs.service",
)
ENABLED = {
    AGENT: "multi-user.target.wants",
    SCREEN: "multi-user.target.wants",
    ROUNDS: "timers.target.wants",
}
"""Each unit of a kiosk that starts by itself, and the folder in which systemd keeps that."""

FLAGS = (
    "--kiosk",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--noerrdialogs",
    "--disable-session-crashed-bubble",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
    "--password-store=basic",
    "--ozone-platform=wayland",
    "--user-data-dir=/run/moiso-screen/profile",
)
"""A profile in memory: after every start the browser knows nothing of the last one."""

POLICY: dict[str, object] = {
    "URLBlocklist": ["*"],
    "URLAllowlist": [PAGE],
    "DeveloperToolsAvailability": 2,
    "IncognitoModeAvailability": 1,
    "BrowserSignin": 0,
    "SyncDisabled": True,
    "PasswordManagerEnabled": False,
    "AutofillAddressEnabled": False,
    "AutofillCreditCardEnabled": False,
    "TranslateEnabled": False,
    "PrintingEnabled": False,
    "DownloadRestrictions": 3,
    "AllowFileSelectionDialogs": False,
    "DefaultPopupsSetting": 2,
    "DefaultNotificationsSetting": 2,
    "DefaultGeolocationSetting": 2,
    "BookmarkBarEnabled": False,
    "EditBookmarksEnabled": False,
    "ExtensionInstallBlocklist": ["*"],
    "TaskManagerEndProcessEnabled": False,
    "SavingBrowserHistoryDisabled": True,
    "AllowDinosaurEasterEgg": False,
    "MetricsReportingEnabled": False,
    "BackgroundModeEnabled": False,
    "SearchSuggestEnabled": False,
    "DefaultSearchProviderEnabled": False,
    "NetworkPredictionOptions": 2,
    "SafeBrowsingProtectionLevel": 0,
    "AutoplayAllowed": True,
}
"""Chromium's managed policy: one address, no tools, nothing stored, nothing asked of the internet."""

UNITS = {
    AGENT: f"""\
[Unit]
Description=Kiosk agent
StartLimitIntervalSec=0

[Service]
User=moiso-kiosk
SupplementaryGroups=lp dialout
EnvironmentFile=/{TOKEN_FILE}
ExecStart=/opt/moiso/bin/moiso-kiosk run --data /{DATA}
StateDirectory=moiso-kiosk
StateDirectoryMode=0700
Restart=always
RestartSec=2
MemoryMax=400M
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes

[Install]
WantedBy=multi-user.target
""",
    SCREEN: f"""\
[Unit]
Description=Kiosk screen
Wants={AGENT}
After={AGENT} systemd-user-sessions.service
Conflicts=getty@tty1.service
StartLimitIntervalSec=0

[Service]
User=moiso-screen
PAMName=login
TTYPath=/dev/tty1
TTYReset=yes
TTYVHangup=yes
TTYVTDisallocate=yes
StandardInput=tty-fail
StandardOutput=journal
StandardError=journal
RuntimeDirectory=moiso-screen
ExecStartPre=/usr/bin/curl -fsS -o /dev/null --retry 60 --retry-delay 1 --retry-connrefused {PAGE}/
ExecStart=/usr/bin/cage -d -- /usr/bin/chromium {" ".join(FLAGS)} {PAGE}/
Restart=always
RestartSec=2

[Install]
WantedBy=multi-user.target
""",
    WATCH: f"""\
[Unit]
Description=Restart a kiosk agent that no longer answers

[Service]
Type=oneshot
ExecStart=/bin/sh -c '/usr/bin/curl -fsS -m 5 -o /dev/null {PAGE}/api/picture || /usr/bin/systemctl restart {AGENT}'
""",
    ROUNDS: """\
[Unit]
Description=Look after the kiosk agent

[Timer]
OnBootSec=60
OnUnitActiveSec=20

[Install]
WantedBy=timers.target
""",
    SIGNS: """\
[Unit]
Description=LED signs over counters
StartLimitIntervalSec=0

[Service]
User=moiso-kiosk
SupplementaryGroups=dialout
EnvironmentFile=/etc/moiso/signs.env
ExecStart=/opt/moiso/bin/moiso-kiosk bridge $SIGNS
Restart=always
RestartSec=2
MemoryMax=200M
NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=yes
PrivateTmp=yes

[Install]
WantedBy=multi-user.target
""",
}
"""systemd's units by name; they stand in /etc/systemd/system. `SIGNS` is for whichever machine the signs hang on."""


def policy_text() -> str:
    """The content of `/etc/chromium/policies/managed/moiso.json`."""
    return json.dumps(POLICY, indent=2)
