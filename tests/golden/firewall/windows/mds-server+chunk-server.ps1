# Virtuozzo Hybrid Server 7.1-beta: firewall rules for Windows
# Roles: mds-server, standalone-server, chunk-server
# Options: --role mds-server --role chunk-server --peer mds-server=10.0.1.0/24 --peer mds-server=fd00:1::/64 --peer chunk-server=10.0.2.0/24 --peer client=any --bind chunk-server.random-port=30000-30100 --bind chunk-server.random-port=29999 --accept-assumptions --allow-in 9100/tcp=10.9.0.0/16
# Spec: sha256 7ba1cf8124981e2191dd49629ce5f925066d19dd85e0767e651a261faf3c1ec4
#
# Open, if nothing else of the host closes it:
#   Incoming tcp from any address: 22, 80, 2511, 5700-6900, 64000
#   Incoming tcp from any address on ports that the user gave: 29999-30100
#   Incoming tcp from mds-server: 2510
#   Outgoing tcp to any address: 22, 80, 443, 2511, 5224, 64000
#   Outgoing tcp to mds-server: 2510-2511
#   Incoming tcp for --allow-in 9100/tcp: 9100
#
# Apply:   .\mds-server+chunk-server.ps1 apply (as administrator)
# Verify:  .\mds-server+chunk-server.ps1 verify (says which rules are missing, off or too many)
# Remove:  .\mds-server+chunk-server.ps1 remove
# Reboot:  nothing is to be done, Windows keeps its rules
# Not executed: no test has loaded this. What it says is checked in tests.
# The rules add to those that the host has. Where one of these blocks, that one wins.
# What goes out passes unless the host blocks it by default.
#
# Open to any address, because no network was given:
#   dispatchers-on-other-servers
#   key-administrator-server (outgoing only)
#   sdk
#   support-team (outgoing only)
# Open to any address, because the documentation names no other end:
#   22/tcp
#   80/tcp
#   5700-6900/tcp
# Open to any address, because the options ask for it:
#   client
# Left out:
#   standalone-server.67: it never leaves the host
#   standalone-server.rpc-ports: no direction is stated; the port is dynamic and not bound; no transport is stated
#   standalone-server.647.847: the port is only reserved; no direction is stated
param([ValidateSet('apply', 'verify', 'remove')][string]$What = 'apply')
$ErrorActionPreference = 'Stop'
$group = 'portspec b7dc825d'
$rules = @(
    # Incoming tcp from any address
    #   standalone-server.22.both: Logins via SSH. (transports: correction known-tcp)
    #   standalone-server.80.both: HTTP connections. (transports: correction known-tcp)
    #   mds-server.2511.both: no purpose is stated (transports: assumed, no source)
    #   standalone-server.5700-6900: VNC connections. (direction: assumed, no source) (transports: assumed, no source)
    #   standalone-server.64000.both: no purpose is stated (transports: assumed, no source)
    @{ Name = 'portspec-b7dc825d-7e4da5da7a36'
       DisplayName = 'portspec b7dc825d in tcp'
       Direction = 'Inbound'
       Protocol = 'TCP'
       LocalPort = @('22', '80', '2511', '5700-6900', '64000') },
    # Incoming tcp from any address on ports that the user gave
    #   chunk-server.random-port.inbound: no purpose is stated (dynamic: assumed, no source) (transports: assumed, no source)
    #   chunk-server.random-port.inbound: no purpose is stated (dynamic: assumed, no source) (transports: assumed, no source)
    @{ Name = 'portspec-b7dc825d-3faa30fe351f'
       DisplayName = 'portspec b7dc825d in tcp'
       Direction = 'Inbound'
       Protocol = 'TCP'
       LocalPort = @('30000-30100', '29999') },
    # Incoming tcp from mds-server
    #   mds-server.2510.both: no purpose is stated (transports: assumed, no source)
    @{ Name = 'portspec-b7dc825d-fb422ad4e75d'
       DisplayName = 'portspec b7dc825d in tcp'
       Direction = 'Inbound'
       Protocol = 'TCP'
       LocalPort = @('2510')
       RemoteAddress = @('10.0.1.0/24', 'fd00:1::/64') },
    # Outgoing tcp to any address
    #   standalone-server.22.both: Logins via SSH. (transports: correction known-tcp)
    #   standalone-server.80.both: HTTP connections. (transports: correction known-tcp)
    #   standalone-server.443.outbound: no purpose is stated (transports: correction known-tcp)
    #   mds-server.2511.both: no purpose is stated (transports: assumed, no source)
    #   standalone-server.5224.outbound: no purpose is stated (transports: assumed, no source)
    #   standalone-server.64000.both: no purpose is stated (transports: assumed, no source)
    @{ Name = 'portspec-b7dc825d-0c51a33a93c7'
       DisplayName = 'portspec b7dc825d out tcp'
       Direction = 'Outbound'
       Protocol = 'TCP'
       RemotePort = @('22', '80', '443', '2511', '5224', '64000') },
    # Outgoing tcp to mds-server
    #   mds-server.2510.both: no purpose is stated (transports: assumed, no source)
    #   chunk-server.2511.outbound: no purpose is stated (transports: assumed, no source)
    @{ Name = 'portspec-b7dc825d-05c46d048090'
       DisplayName = 'portspec b7dc825d out tcp'
       Direction = 'Outbound'
       Protocol = 'TCP'
       RemotePort = @('2510', '2511')
       RemoteAddress = @('10.0.1.0/24', 'fd00:1::/64') },
    # Incoming tcp for --allow-in 9100/tcp
    @{ Name = 'portspec-b7dc825d-53a5dff4eec2'
       DisplayName = 'portspec b7dc825d in tcp'
       Direction = 'Inbound'
       Protocol = 'TCP'
       LocalPort = @('9100')
       RemoteAddress = @('10.9.0.0/16') }
)
$names = @($rules | ForEach-Object { $_.Name })
$there = @(Get-NetFirewallRule -Group $group -ErrorAction SilentlyContinue)
switch ($What) {
    'apply' {
        # What is new comes first, so that nothing is closed that is open before and behind.
        foreach ($rule in $rules | Where-Object { $there.Name -notcontains $_.Name }) {
            New-NetFirewallRule @rule -Group $group -Action Allow -Profile Any -Enabled True | Out-Null
        }
        $there | Where-Object { $names -notcontains $_.Name } | Remove-NetFirewallRule
    }
    'verify' {
        $open = @($there | Where-Object { $_.Enabled -eq 'True' -and $_.Action -eq 'Allow' })
        $wrong = @(Compare-Object $names @($open | ForEach-Object { $_.Name }))
        foreach ($each in $wrong) { Write-Output "$($each.InputObject) $($each.SideIndicator)" }
        if ($wrong.Count) { exit 1 }
    }
    'remove' { $there | Remove-NetFirewallRule }
}
