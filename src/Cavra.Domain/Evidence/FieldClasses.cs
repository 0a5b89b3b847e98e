using System.Collections.Frozen;

namespace Cavra.Domain.Evidence;

/// <summary>The class of every field by its wire name. A field that is not declared is secret.</summary>
public static class FieldClasses
{
    private static readonly FrozenDictionary<string, FieldClass> ByName = Declared();

    // The same text may be shown to those who may read the package and still not be sent to every connector.
    private static readonly FrozenDictionary<(string Owner, string Field), FieldClass> ByOwner =
        new Dictionary<(string, string), FieldClass>
        {
            [(PublicView.AuditDeliveryEvent, "notes")] = FieldClass.Internal,

            // To whoever manages keys or makes a link: the key or the link itself, this once, and where a key may be used from.
            [("ApiKeyAnswer", "key")] = FieldClass.Public,
            [("OpenedWorkspaceAnswer", "key")] = FieldClass.Public,
            [("SignInLinkAnswer", "one_time")] = FieldClass.Public,
            [("ApiKeyView", "allow_networks")] = FieldClass.Public,

            // To whoever may read the records: how a connector is configured. None of it is sent on.
            [("ConnectorStatusView", "escalation")] = FieldClass.Public,
            [("ConnectorStatusView", "failure_limit")] = FieldClass.Public,
            [("ConnectorStatusView", "max_concurrency")] = FieldClass.Public,
            [("ConnectorStatusView", "max_per_second")] = FieldClass.Public,

            // To the same people: that a connector's configuration is the one that was approved. It leads to no address.
            [("ApprovalBindingView", "endpoint_fingerprint")] = FieldClass.Public,

            // To the same people: what a receiver answered, redacted.
            [("AttemptView", "answer_excerpt")] = FieldClass.Public,
            [("ConnectorTestView", "answer_excerpt")] = FieldClass.Public,
        }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Maps = Split(PublicFields.Maps).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The names declared, in no particular order.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static FieldClass Of(string field) => ByName.GetValueOrDefault(field, FieldClass.Secret);

    /// <summary>The class a field has in a certain document, where that differs from the class it has elsewhere.</summary>
    public static FieldClass Of(string owner, string field) =>
        ByOwner.TryGetValue((owner, field), out var declared) ? declared : Of(field);

    /// <summary>Whether the members of the field's object are names from outside rather than fields.</summary>
    public static bool IsMap(string field) => Maps.Contains(field);

    private static FrozenDictionary<string, FieldClass> Declared()
    {
        var declared = new Dictionary<string, FieldClass>(StringComparer.Ordinal);
        Declare(PublicFields.Names, FieldClass.Public);
        Declare(PublicFields.Maps, FieldClass.Public);
        Declare(InternalFields.Names, FieldClass.Internal);
        Declare(SecretFields.Names, FieldClass.Secret);
        return declared.ToFrozenDictionary(StringComparer.Ordinal);

        void Declare(string names, FieldClass @class)
        {
            foreach (var name in Split(names))
            {
                declared.Add(name, @class);
            }
        }
    }

    private static string[] Split(string names) => names.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Who may see a field.</summary>
public enum FieldClass
{
    /// <summary>May leave Cavra: in evidence, events, answers and log lines.</summary>
    Public,

    /// <summary>Kept, and never sent out.</summary>
    Internal,

    /// <summary>Never kept at all.</summary>
    Secret,
}

/// <summary>The fields that are never kept: undeclared ones are treated alike, these are so on purpose.</summary>
internal static class SecretFields
{
    private const string Credentials =
        """
        actor_claims actor_token authorization client_secret cookie key one_time password secret token webhook_signature
        """;

    /// <summary>Every name, separated by white space.</summary>
    public static string Names { get; } = string.Join('\n',
        Credentials);
}

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
