namespace Cavra.Infrastructure.Redaction;

/// <summary>Finds one family of secrets in a text, in time linear in its length, whatever the text.</summary>
internal interface IRedactionRule
{
    void Find(string text, SecretSpans findings);
}
