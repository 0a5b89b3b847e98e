namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>
/// Values given to names that mean a secret: <c>password=…</c>, <c>"client_secret": "…"</c>, <c>DB_PWD: …</c>,
/// <c>--token …</c>, <c>AccountKey=…;</c>, <c>&lt;password&gt;…</c>.
/// </summary>
internal sealed class Assignments : IRedactionRule
{
    public void Find(string text, SecretSpans findings)
    {
        for (var at = SecretNames.Next(text, 0); at >= 0;)
        {
            var name = SecretNames.At(text, at);
            var next = name.End;
            if (name.IsSecret && AssignedValue.After(text, name) is { } value)
            {
                findings.Add(value.Start, value.End, name.IsPassword ? "password" : "secret");
                next = value.End;
            }

            at = SecretNames.Next(text, next);
        }
    }
}
