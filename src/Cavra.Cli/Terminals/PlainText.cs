namespace Cavra.Cli.Terminals;

/// <summary>Text from elsewhere, made harmless: a terminal obeys control characters.</summary>
internal static class PlainText
{
    public static string Of(string text) =>
        text.Any(IsUnwanted) ? string.Concat(text.Select(c => IsUnwanted(c) ? '\uFFFD' : c)) : text;

    private static bool IsUnwanted(char c) => char.IsControl(c) && c is not '\n';
}
