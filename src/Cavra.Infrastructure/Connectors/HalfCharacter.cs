using System.Text;
using System.Text.Json;

namespace Cavra.Infrastructure.Connectors;

/// <summary>Where a connector file in JSON holds half of a surrogate pair.</summary>
internal static class HalfCharacter
{
    /// <summary>The line, and the members that lead there; a name that does not look like one is not quoted.</summary>
    public static string Place(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        var members = new Stack<(int Depth, string Name)>();
        while (reader.Read())
        {
            var isName = reader.TokenType is JsonTokenType.PropertyName;
            Leave(members, isName ? reader.CurrentDepth : reader.CurrentDepth + 1);
            var read = isName || reader.TokenType is JsonTokenType.String ? Read(ref reader) : "";
            if (isName)
            {
                members.Push((reader.CurrentDepth, ConnectorMembers.Shown(read ?? "")));
            }

            if (read is null)
            {
                var line = 1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
                return string.Join(", ", [$"line {line}", .. members.Take(1).Select(_ => Named(members))]);
            }
        }

        throw new ArgumentException("The text holds whole characters only.", nameof(text));
    }

    private static string Named(Stack<(int Depth, string Name)> members) =>
        string.Join('.', members.Reverse().Select(member => member.Name));

    private static void Leave(Stack<(int Depth, string Name)> members, int depth)
    {
        while (members.TryPeek(out var member) && member.Depth >= depth)
        {
            members.Pop();
        }
    }

    private static string? Read(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
