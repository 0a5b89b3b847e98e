namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>User and password as Oracle's tools take them, before the host: <c>thin:scott/…@</c>, <c>sqlplus scott/…@</c>.</summary>
internal sealed class OracleLogins : IRedactionRule
{
    private static readonly Occurrences Beginnings = new("thin:", "oci:", "oci8:", "sqlplus ", "impdp ", "expdp ");

    public void Find(string text, SecretSpans findings)
    {
        for (var at = Beginnings.Next(text, 0); at >= 0;)
        {
            var start = at + Beginnings.WordAt(text, at).Length;
            var end = Characters.NextOf(text, start, Characters.Stops);
            var login = text.AsSpan(start, end - start);
            var slash = login.IndexOf('/');
            var host = login.LastIndexOf('@');
            if (slash > 0 && host > slash + 1 && !Mask.Is(login[(slash + 1)..host]))
            {
                findings.Add(start + slash + 1, start + host, "password");
            }

            at = Beginnings.Next(text, end);
        }
    }
}
