namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>Client secrets of Microsoft Entra applications: <c>Q~</c> after three characters and a digit.</summary>
internal sealed class AzureClientSecrets : IRedactionRule
{
    private const int Head = 5;
    private const int Tail = 16;

    private static readonly Occurrences Mark = new("Q~");

    public void Find(string text, SecretSpans findings)
    {
        var at = Mark.Next(text, 0);
        while (at >= 0)
        {
            var end = Characters.EndOfRun(text, at, Characters.DottedToken);
            var start = Characters.StartOfRun(text, at, Characters.DottedToken, Head);
            if (end - at >= Tail && at - start >= 2)
            {
                findings.Add(start, end, "azure_client_secret");
            }

            at = Mark.Next(text, end);
        }
    }
}
