using Cavra.Domain.Connectors;
using Cavra.Domain.Tests.Drills;

namespace Cavra.Domain.Tests.Connectors;

public sealed class ConnectorChoiceTests
{
    private static readonly IReadOnlyList<Connector> Connectors =
    [
        GivenDrills.Webhook, GivenDrills.Siem, GivenDrills.AConnector("ops-chat", provider: "slack"),
    ];

    [TestCase("all", ExpectedResult = "webhook siem-webhook ops-chat gone")]
    [TestCase("webhook", ExpectedResult = "webhook", Description = "The name goes before the provider of the same name.")]
    [TestCase("slack , siem-webhook", ExpectedResult = "siem-webhook ops-chat")]
    public string A_choice_includes_what_the_rule_of_names_selects(string requested)
    {
        var choice = ConnectorChoice.Of(requested, Connectors).Value;

        return string.Join(' ', Connectors.Select(connector => connector.Name).Append("gone").Where(choice.Includes));
    }

    [TestCase("pager")]
    [TestCase("webhook,pager")]
    [TestCase("")]
    public void A_part_that_names_nothing_is_refused(string requested) =>
        Assert.That(ConnectorChoice.Of(requested, Connectors).Refusal, Is.EqualTo(ConnectorRefusals.Unknown));

    [TestCase("whatever was typed, all", ExpectedResult = "all")]
    [TestCase(" slack, slack ,webhook", ExpectedResult = "slack,webhook")]
    public string A_choice_is_written_with_known_words_only(string requested) =>
        ConnectorChoice.Of(requested, Connectors).Value.ToString();

    [TestCase("gone", "gone", ExpectedResult = true)]
    [TestCase("slack", "ops-chat", ExpectedResult = true)]
    [TestCase("webhook", "siem-webhook", ExpectedResult = false)]
    public bool What_was_sent_earlier_is_found_by_the_name_of_a_connector_that_is_gone(string name, string connector) =>
        ConnectorChoice.OfEarlier(name, Connectors).Includes(connector);
}
