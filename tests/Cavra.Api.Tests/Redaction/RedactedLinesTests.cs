using Cavra.Infrastructure.Redaction;

namespace Cavra.Api.Tests.Redaction;

public sealed class RedactedLinesTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    [TestCase("password: |\n  Tr0ub4dor!x9", ExpectedResult = "password: |\n  [redacted:password]")]
    [TestCase("a:\n  password: >-2 # x\n    one\n\n      two\n  host: x", ExpectedResult = "a:\n  password: >-2 # x\n    [redacted:password]\n  host: x")]
    [TestCase("client_secret:\n  Tr0ub4dor!x9\nhost: x", ExpectedResult = "client_secret:\n  [redacted:secret]\nhost: x")]
    public string What_a_name_announces_on_later_lines_goes_to_its_last_line_and_no_further(string text) => Redactor.Redact(text).Text;

    [TestCase("password:\n  policy: strict\n  length: 14")]
    [TestCase("DB_PASSWORD:\nDB_HOST: db.example.com")]
    [TestCase("secrets:\n  - db-password-2026\n  - app-tls")]
    [TestCase("token:\n  required")]
    [TestCase("Password:\n  it was rotated on Monday, see CHG0012345.")]
    [TestCase("The password:\n\nDana changed it.")]
    [TestCase("password: |\n\nhost: x")]
    [TestCase("Tokens:\n\n- 3 were revoked\n- 2 are left")]
    public void What_follows_a_name_on_later_lines_and_is_no_value_stays(string text) =>
        Assert.That(Redactor.Redact(text).Text, Is.EqualTo(text));
}
