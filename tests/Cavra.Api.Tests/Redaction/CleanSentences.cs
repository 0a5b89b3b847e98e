namespace Cavra.Api.Tests.Redaction;

/// <summary>What people write in tickets and notes; nothing of it is a secret.</summary>
internal static class CleanSentences
{
    public static readonly string[] All =
    """
    Approved under CHG0012345 by the change advisory board.
    CHG0098712: rollback drill moved to 2026-03-02T12:00:00Z because of the release freeze.
    See PROJ-123 and PROJ-124 for the follow-up work.
    INC0045671 was opened at 08:12:44 and closed at 09:03:10 UTC.
    Status page: https://status.example.com/incidents/42
    Vendor confirmed the outage, https://status.datadoghq.com/incidents/7kq2m9x4b1c3 is resolved.
    Retried with plan gordackretry-0193c5b07a3e7c1d8b2f5a6b7c8d9e0f after the receiver came back.
    Delivery gordackdelivery-0193c5b07a3e7c1d8b2f5a6b7c8d9e10 failed with 503 twice.
    Health id gordackhealth-9f86d081884c7d659a2feaa0c55ad015 is acknowledged.
    Run gordackworker-0193c5b07a3e7c1d8b2f5a6b7c8d9e11 was a dry run; nothing was sent.
    Evidence rcd-0193c5b07a3e7c1d8b2f5a6b7c8d9e12 shows who approved it.
    Ticket 0193c5b0-7a3e-7c1d-8b2f-5a6b7c8d9e0f in the old system.
    Correlation id B5A79AAD-D822-46CC-80D1-819F80D7BFB0, see the receiver's log.
    Deployed commit 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b to staging.
    Fixed in sha 9f86d08 and backported as 4bf92f3.
    Image ghcr.io/acme/backend@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 is live.
    The package digest is sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a.
    https://github.com/acme/backend/commit/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b reverts it.
    https://github.com/acme/backend/pull/4711 has the details.
    https://acme.atlassian.net/browse/OPS-4711
    https://acme.service-now.com/nav_to.do?uri=change_request.do?sys_id=CHG0012345
    Trace trace_id=4bf92f3577b34da6a3ce929d0e0e4736 shows the timeout.
    traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
    Upgraded Splunk from 9.2.1 to 9.3.0 over the weekend.
    PostgreSQL 15.4, .NET 10.0.1 and Go 1.23.4 are installed on all nodes.
    Success rate went from 97.3 % to 99.95% after the change.
    The receiver answers in 350 ms on average, 1.2 s at p99.
    Rolled back to v2.14.0-rc.3+build.512 as the runbook says.
    Runbook: runbook://go-backend/rollback, step 4 of 9.
    Evidence is at ci://release/4711 and in the audit package.
    Configuration lives in /etc/cavra/connectors.yaml and is reloaded on change.
    See docs/decisions/0007-evidence-in-the-transaction.md for the reason.
    Log file C:\ProgramData\Cavra\logs\worker-2026-03-02.log has the stack.
    src/Cavra.Infrastructure/Redaction/HighEntropy.cs was reviewed by two people.
    Dana Lee (dana.lee@example.com) accepted the retry at 14:05.
    Called the vendor at +49 30 901820, ticket number 2026-0302-118.
    Password rotation is due on Friday; no secret was shared in this ticket.
    The token expired and was renewed by the platform team.
    Token: expired yesterday and renewed through the vault.
    Secret: rotated by the on-call engineer.
    Asked the owner to rotate the API key before the next drill.
    Bearer authentication is required by the new gateway.
    Basic authentication was switched off last month.
    We use basic checks first and bearer tokens for the rest.
    token_env: SPLUNK_HEC_TOKEN was missing in the new namespace.
    The connector file uses token_file=/run/secrets/splunk and is valid.
    max_tokens=4096 is enough for the summary.
    secret_name was renamed and password_policy: strict is on.
    The tokenizer: unchanged. The secretary: informed.
    Passwordless sign-in works for all operators.
    Authorization: approved by the release manager.
    Cookie: accepted the banner, nothing else to do.
    Escalated to release-director after 30 minutes without an answer.
    Owner platform-oncall is unavailable until 2026-12-27T00:00:00Z.
    Deferred until 2026-11-25 09:00 CET, freeze window year-end-freeze.
    Retry 2 of 3, next at 10:15, back-off 15 min, multiplier 2.
    HTTP 503 with Retry-After: 120 from the receiver.
    TLS handshake failed: certificate expired on 2026-02-28.
    DNS for api.example.com resolves to 203.0.113.10 again.
    Public address 8.8.8.8 answers, 1.1.1.1 too.
    The load balancer has 198.51.100.7 and 2001:db8::10 in front.
    Meeting at 10:30:00 in room 4.2.1, dial-in 555-0142.
    Version 1.10.0.1 of the agent is fine, 4.18.2506.11 too.
    Ratio 3:2:1 was agreed; see std::vector for the storage.
    MAC aa:bb:cc:dd:ee:ff was replaced during the maintenance.
    Budget approved: EUR 12,500.00 under cost centre 4711-0815.
    ISO 27001 A.12.4.1 and SOC 2 CC7.2 need this record.
    GoBackendRollbackDrillAcknowledgement is the longest type name we have.
    AcknowledgementAuditDeliveryRetryPlanHandler was refactored last sprint.
    System.InvalidOperationException: The text has not passed the redactor.
    at Cavra.Application.RetryPlans.AcknowledgeRetryPlanHandler.Handle in line 42
    go_backend_rollback_drill_acknowledgement_audit_worker_health_alert is the source.
    CAVRA_GO_ROLLBACK_DRILL_DUE_SOON_DAYS is 14 everywhere.
    cavra_open_destinations and cavra_oldest_open_age_seconds look normal again.
    Ran cavra retry plan --json and cavra health --level warning by hand.
    kubectl rollout undo deployment/go-backend --to-revision=12 was enough.
    Pod go-backend-7d9f8b6c5d-x2k4z restarted 3 times in 10 minutes.
    Node ip pool was extended from 12 to 24 addresses.
    The queue drained from 1,204 to 0 between 11:00 and 11:20.
    Window 2026-03-02T12:00:00Z/2026-03-02T12:30:00Z was missed.
    Build 20260302.4 of pipeline release-go-backend is green.
    Artifact go-backend-2.14.0-linux-amd64.tar.gz was promoted.
    npm_config_registry points to the mirror, npm ci is green.
    sk-SK and pt-BR translations are complete.
    Risk-based approach: task-force meets on Monday.
    The disk-usage alert is unrelated, task-2026-03 covers it.
    Base64 and base32 are both accepted by the importer.
    https://docs.github.com/en/webhooks/webhook-events-and-payloads explains the header.
    https://learn.microsoft.com/en-us/azure/azure-monitor/logs/logs-ingestion-api-overview was the reference.
    https://www.rfc-editor.org/rfc/rfc9457#section-3.1 defines the members.
    https://en.wikipedia.org/wiki/Exponential_backoff has the formula.
    https://example.com/search?q=rollback+drill&page=2&sort=desc
    https://grafana.example.com/d/abc123/cavra-overview?orgId=1&from=now-6h&to=now
    https://www.youtube.com/watch?v=dQw4w9WgXcQ shows the talk.
    https://slack.com/archives/C024BE91L/p1512085950000216 has the discussion.
    Slack thread in #release-governance, message of 09:41.
    Workaround: restart the collector, then wait for 5 minutes.
    Root cause: the firewall rule FW-2211 was removed by mistake.
    Impact: none for customers; 3 audit deliveries were late by 42 minutes.
    Mitigation: traffic moved to region eu-central-1, zone b.
    Verified with gordackretryexec-0193c5b07a3e7c1d8b2f5a6b7c8d9e13, status delivered.
    Dismissed, superseded by audit gordackaudit-0193c5b07a3e7c1d8b2f5a6b7c8d9e14.
    Four eyes: accepted by Dana, approved by Lee.
    Webhook answered 200 with webhook-delivery: confirmed.
    The webhook for the auditor is configured, secret by reference.
    Jira OPS-88 and ServiceNow RITM0030412 are linked.
    Change window Sat 22:00–02:00, implementer J. Müller.
    Das Zertifikat läuft am 31.12.2026 ab, Ticket CHG0044556.
    La reprise est prévue à 14 h 30, voir PROJ-77.
    障害は 2026-03-02 に解消しました。
    Thumbs up from the team 👍🏽 and the 👩‍💻 on call.
    user@example.com and ops+cavra@example.org were informed.
    git@github.com:acme/backend.git is the upstream.
    ssh://git@github.com/acme/backend.git works as well.
    Branch feature/OPS-4711-retry-after-header was merged.
    Tag release/2026.03.02-1 points to the merge.
    Exit code 137, OOMKilled, memory limit 512Mi.
    SELECT count(*) FROM destinations WHERE state = 'failed' gave 7.
    Retention is 365 d, segments of 65,536 entries.
    The checkpoint was at size 1,048,576 when the drill began.
    Drill drill-2026-10-15 failed: recovery took 31 minutes, limit 15.
    Fallback verified: true, target mode: disabled, environment: staging.
    status=pass, recovery_minutes=6.5, max_recovery_minutes=15
    {"schedule_id":"go_backend_production","interval_days":30,"owners":["platform-oncall"]}
    {"status":"degraded","code":"circuit_open","since":"2026-03-02T12:00:00Z"}
    Content-Type: application/cloudevents+json; charset=utf-8
    User-Agent: Cavra/0.1.0 (+https://example.com/cavra)
    ETag: "33a64df5" was stale, so the second change was refused with 412.
    Idempotency-Key 6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f was replayed.
    Key result Q1: all loops closed within four hours.
    The key account manager of the vendor called back.
    Access key cabinet 12 is in building C, floor 3.
    Keynote at 9:00, code freeze at 17:00, code review by Lee.
    Secret Santa is on 12 December, passing by the office is fine.
    Compass and bypass valves were tested; 12 pass, 0 fail.
    Signature of the customer is on page 3 of the form.
    The credentials store was unreachable for two minutes.
    Session 4 of the training covers passwords and tokens.
    No passwords, tokens or keys are in this note.
    Splunk index audit_drills received the event after 14 s.
    Splunk ticket 3412987 is with their support.
    Datadog monitor 118273645 recovered at 10:02.
    PagerDuty incident Q2X8K1ZP7V4N3M was merged.
    Private Link and private DNS zones are described in NET-19.
    The private key ceremony took place in March, minutes in DOC-88.
    Public key of the log: see cavra evidence keys.
    Local time was 14:00; locally everything is fine.
    Internal audit asked for the record of 2025-Q4.
    Corporate policy 4.2 demands a second person.
    The LAN party and the intranet page are unrelated to this.
    Moved settings.local.json and .env.local out of the way.
    Cluster prod-eu-1 has 14 nodes, cluster prod-us-1 has 12.
    Timeout is 30 s; retries=2; provider=all.
    Sent by e-mail, message 20260302120000.4711@mail.example.com.
    Coordinates 52.5200, 13.4050 for the data centre visit.
    Invoice 2026-000123-A was paid on 02/03/2026.
    Phone bridge 089/12345-678, PIN on the invitation.
    Poll https://status.example.com/api/v2/summary.json every minute.
    Rate limit 600/min, burst 1000, see RateLimit-Policy.
    x86_64 and aarch64 packages differ by 0.4 MB.
    UTF-8, snake_case and ISO 8601 are required by the contract.
    SHA-256 and Ed25519 are used; MD5 is not.
    HMAC-SHA256 signatures are verified by the receiver.
    Cert fingerprint 9F:86:D0:81:88:4C:7D:65:9A:2F:EA:A0:C5:5A:D0:15 was compared by phone.
    integrity sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg== is in the lock file.
    Checksum: 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a matches.
    Restored from backup base_000000010000000A000000C4 in 12 minutes.
    WAL position 0/3000148, timeline 1, lag 0 bytes.
    Job nightly-export-2026-03-02-0130 finished with 3 warnings.
    Page 12 of https://example.com/docs/Runbook-2026-Rollback-Drill.pdf
    Chat: https://teams.microsoft.com/l/channel/general is where we met.
    Order 4500012345/10 from SAP, posted in period 03.2026.
    Policy version 7 was in force; four_eyes hard, approvals 1.
    Alert acknowledged: connector siem-webhook, 5 failures in a row.
    Connector siem-webhook was paused at 01:15 UTC and resumed 40 minutes later, see CHG0051230.
    Accepted the retry for siem-webhook: receiver fixed in release 3.0.2, ticket OPS-900.
    Resolved by hand: siem-webhook got the package as file audit-2026-01-15.zip, 1.0 MB.
    Escalated siem-webhook to release-director; 10 of 20 deliveries were late by 30 %.
    Recovery of siem-webhook took 4 min 01 s, objective 240 min, playbook step 1.
    Dismissed for siem-webhook, duplicate of INC0045700 from 2026-02-10.
    Connector itsm-connector was paused at 02:15 UTC and resumed 40 minutes later, see CHG0051231.
    Accepted the retry for itsm-connector: receiver fixed in release 3.1.3, ticket OPS-901.
    Resolved by hand: itsm-connector got the package as file audit-2026-02-15.zip, 1.1 MB.
    Escalated itsm-connector to release-director; 11 of 21 deliveries were late by 40 %.
    Recovery of itsm-connector took 5 min 11 s, objective 240 min, playbook step 2.
    Dismissed for itsm-connector, duplicate of INC0045701 from 2026-02-11.
    Connector chat-room was paused at 03:15 UTC and resumed 40 minutes later, see CHG0051232.
    Accepted the retry for chat-room: receiver fixed in release 3.2.4, ticket OPS-902.
    Resolved by hand: chat-room got the package as file audit-2026-03-15.zip, 1.2 MB.
    Escalated chat-room to release-director; 12 of 22 deliveries were late by 50 %.
    Recovery of chat-room took 6 min 21 s, objective 240 min, playbook step 3.
    Dismissed for chat-room, duplicate of INC0045702 from 2026-02-12.
    Connector auditor-hook was paused at 04:15 UTC and resumed 40 minutes later, see CHG0051233.
    Accepted the retry for auditor-hook: receiver fixed in release 3.3.5, ticket OPS-903.
    Resolved by hand: auditor-hook got the package as file audit-2026-04-15.zip, 1.3 MB.
    Escalated auditor-hook to release-director; 13 of 23 deliveries were late by 60 %.
    Recovery of auditor-hook took 7 min 31 s, objective 240 min, playbook step 4.
    Dismissed for auditor-hook, duplicate of INC0045703 from 2026-02-13.
    Connector platform-oncall was paused at 05:15 UTC and resumed 40 minutes later, see CHG0051234.
    Accepted the retry for platform-oncall: receiver fixed in release 3.4.6, ticket OPS-904.
    Resolved by hand: platform-oncall got the package as file audit-2026-05-15.zip, 1.4 MB.
    Escalated platform-oncall to release-director; 14 of 24 deliveries were late by 70 %.
    Recovery of platform-oncall took 8 min 41 s, objective 240 min, playbook step 5.
    Dismissed for platform-oncall, duplicate of INC0045704 from 2026-02-14.
    """.Split('\n');
}
