using System.Text.Json.Nodes;
using Cavra.Testing;

namespace Cavra.Api.Tests.Evidence.Erasures;

/// <summary>Evidence entries whose text is to be erased, and what asks for that.</summary>
internal static class GivenErasures
{
    public const string Erasures = "/evidence/erasures";

    /// <summary>An entry that the log has taken in: that a key was made.</summary>
    /// <returns>Its id.</returns>
    public static async Task<string> GivenALoggedEntryAsync(this CavraApp app, string name = "slipped")
    {
        await app.Database.WriteEntriesAsync(3);
        await app.SequenceAsync();
        var made = (await app.Admin.PostJsonAsync("/access/keys", new { name, roles = new[] { "ci" } })).Created();
        await app.SequenceAsync();
        return made.Text("metadata.evidence_id");
    }

    /// <summary>Asks that an entry's text be erased.</summary>
    public static async Task<JsonObject> AskToEraseAsync(this HttpClient client, string entry, string reason = "A password slipped through.") =>
        (await client.PostJsonAsync(Erasures, new { evidence_id = entry, reason })).Ok();

    /// <summary>Confirms an erasure.</summary>
    public static Task<Answer> ConfirmErasureAsync(this HttpClient client, string erasure) => client.PostJsonAsync($"{Erasures}/{erasure}/confirm");
}
