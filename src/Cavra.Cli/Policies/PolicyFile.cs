using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cavra.Cli.Terminals;

namespace Cavra.Cli.Policies;

/// <summary>A policy in a file: as it is set, or in the answer that showed it.</summary>
internal static class PolicyFile
{
    /// <summary>Stands for whichever version is in force.</summary>
    public const string AnyVersion = "*";

    public static Argument<string> Argument() => new("file")
    {
        Description = "JSON: a policy, or what show --json printed.",
    };

    /// <summary>A version's number, or the star, as <c>If-Match</c> names it.</summary>
    public static string ETagOf(string version) => version is AnyVersion ? version : $"\"policy-{version}\"";

    /// <summary>The policy; null, with the reason printed, when there is none that can be read.</summary>
    public static PolicyInFile? Read(string file, Terminal terminal)
    {
        try
        {
            if (JsonNode.Parse(File.ReadAllText(file)) is JsonObject document)
            {
                return document["policy"] is JsonObject policy
                    ? new PolicyInFile(policy.DeepClone().AsObject(), document["version"] is JsonValue value && value.TryGetValue<int>(out var version) ? version : null)
                    : new PolicyInFile(document, Version: null);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            // Said below, for all of them alike.
        }

        terminal.Fail($"The file {file} cannot be read, or is no JSON object.");
        return null;
    }
}

/// <summary>What a file holds.</summary>
/// <param name="Policy">The policy, as it is set.</param>
/// <param name="Version">The version that was shown; null where the file does not say.</param>
internal sealed record PolicyInFile(JsonObject Policy, int? Version);
