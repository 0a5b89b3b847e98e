using System.Diagnostics.CodeAnalysis;

namespace Cavra.Infrastructure.Redaction;

/// <summary>Characters that HTML has names for: those a secret, or what announces one, is written with.</summary>
internal static class EntityNames
{
    private static readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> ByName = new Dictionary<string, string>
    {
        ["quot"] = "\"",
        ["apos"] = "'",
        ["amp"] = "&",
        ["lt"] = "<",
        ["gt"] = ">",
        ["nbsp"] = " ",
        ["colon"] = ":",
        ["equals"] = "=",
        ["excl"] = "!",
        ["num"] = "#",
        ["dollar"] = "$",
        ["percnt"] = "%",
        ["commat"] = "@",
        ["ast"] = "*",
        ["lpar"] = "(",
        ["rpar"] = ")",
        ["comma"] = ",",
        ["period"] = ".",
        ["sol"] = "/",
        ["bsol"] = "\\",
        ["semi"] = ";",
        ["quest"] = "?",
        ["lowbar"] = "_",
        ["hyphen"] = "-",
        ["lbrace"] = "{",
        ["lcub"] = "{",
        ["rbrace"] = "}",
        ["rcub"] = "}",
        ["vert"] = "|",
        ["plus"] = "+",
        ["Tab"] = "\t",
        ["NewLine"] = "\n",
        ["grave"] = "`",
        ["lsqb"] = "[",
        ["rsqb"] = "]",
        ["QUOT"] = "\"",
        ["AMP"] = "&",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool TryGetValue(ReadOnlySpan<char> name, [NotNullWhen(true)] out string? character) =>
        ByName.TryGetValue(name, out character);
}
