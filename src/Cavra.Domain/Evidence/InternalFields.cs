namespace Cavra.Domain.Evidence;

/// <summary>The fields that are kept and never sent out.</summary>
internal static class InternalFields
{
    private const string ConnectorsConfiguration =
        """
        alert_connectors allow_networks ca_file client_certificate_file endpoint_fingerprint escalation failure_limit
        fingerprint heartbeat_url max_concurrency max_per_second proxy_url token_env token_file url_env
        url_file
        """;

    private const string WhatOnlyOperatorsNeed =
        """
        answer_excerpt idempotency_key lease_id lease_until
        """;

    /// <summary>Every name, separated by white space.</summary>
    public static string Names { get; } = string.Join('\n',
        ConnectorsConfiguration, WhatOnlyOperatorsNeed);
}
