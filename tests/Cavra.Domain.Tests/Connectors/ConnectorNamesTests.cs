using Cavra.Domain.Connectors;
using Cavra.Domain.Tests.Drills;

namespace Cavra.Domain.Tests.Connectors;

public sealed class ConnectorNamesTests
{
    private static readonly IReadOnlyList<Connector> Connectors =
    [
        GivenDrills.Webhook,
        GivenDrills.Siem,
        GivenDrills.AConnector("ops-chat", provider: "slack"),
        GivenDrills.AConnector("dev-chat", provider: "slack"),
    ];

    [TestCase("all", ExpectedResult = "webhook siem-webhook ops-chat dev-chat")]
    [TestCase("webhook", ExpectedResult = "webhook", Description = "The name goes before the provider of the same name.")]
    [TestCase("slack", ExpectedResult = "ops-chat dev-chat")]
    [TestCase("dev-chat, slack", ExpectedResult = "dev-chat ops-chat", Description = "Each is selected once.")]
    [TestCase("ops-chat, all", ExpectedResult = "webhook siem-webhook ops-chat dev-chat")]
    [TestCase("webhook,", ExpectedResult = null)]
    [TestCase("webhook,pager", ExpectedResult = null)]
    [TestCase("", ExpectedResult = null)]
    [TestCase("Webhook", ExpectedResult = null)]
    public string? A_request_selects_by_name_else_by_provider_and_a_part_that_names_nothing_selects_nothing(string requested) =>
        Connectors.Selected(requested) is { } selected ? string.Join(' ', selected.Select(connector => connector.Name)) : null;
}
