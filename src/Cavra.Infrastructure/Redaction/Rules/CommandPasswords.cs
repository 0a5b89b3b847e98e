using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Passwords that commands take behind a flag too short to name them: <c>mysql -p…</c>, <c>sshpass -p …</c>.</summary>
internal sealed class CommandPasswords : IRedactionRule
{
    private const int Reach = 160;

    private static readonly SearchValues<char> CommandEnds = SearchValues.Create("\r\n|;");

    private static readonly Dictionary<string, string> Flags = new()
    {
        ["mysql"] = " -p",
        ["mariadb"] = " -p",
        ["sshpass"] = " -p",
        ["docker login"] = " -p ",
        ["podman login"] = " -p ",
        ["helm registry login"] = " -p ",
        ["az login"] = " -p ",
        ["redis-cli"] = " -a ",
        ["sqlcmd"] = " -P ",
        ["ldapsearch"] = " -w ",
        ["ldapmodify"] = " -w ",
        ["plink"] = " -pw ",
        ["pscp"] = " -pw ",
    };

    private static readonly Occurrences Commands = new([.. Flags.Keys]);

    public void Find(string text, SecretSpans findings)
    {
        for (var at = Commands.Next(text, 0); at >= 0;)
        {
            var command = Commands.WordAt(text, at);
            var next = at + command.Length;
            if (Characters.BeginsWord(text, at) && Password(text, next, command) is var (start, end) && end > start)
            {
                findings.Add(start, end, "password");
                next = end;
            }

            at = Commands.Next(text, next);
        }
    }

    private static (int Start, int End) Password(string text, int from, string command)
    {
        var line = text.AsSpan(from, Math.Min(Reach, text.Length - from));
        line = line.IndexOfAny(CommandEnds) is >= 0 and var ends ? line[..ends] : line;
        var flag = line.IndexOf(Flags[command], StringComparison.Ordinal);
        if (flag < 0)
        {
            return default;
        }

        var start = from + flag + Flags[command].Length;
        start = command == "sshpass" ? Characters.SkipBlanks(text, start) : start;
        start = start < text.Length && text[start] is '"' or '\'' ? start + 1 : start;
        return start < text.Length && !Mask.BeginsAt(text, start)
            ? (start, Characters.NextOf(text, start, Characters.Stops))
            : default;
    }
}
