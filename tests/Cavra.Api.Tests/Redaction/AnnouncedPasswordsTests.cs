using Cavra.Infrastructure.Redaction;

namespace Cavra.Api.Tests.Redaction;

public sealed class AnnouncedPasswordsTests
{
    private static readonly Redactor Redactor = new(new RedactionOptions());

    [TestCase("数据库密码是Tr0ub4dor!x9，请修改", ExpectedResult = "数据库密码是[redacted:password]，请修改")]
    [TestCase("パスワードは「Tr0ub4dor!x9」です", ExpectedResult = "パスワードは「[redacted:password]」です")]
    [TestCase("비밀번호는 Tr0ub4dor!x9입니다", ExpectedResult = "비밀번호는 [redacted:password]입니다")]
    [TestCase("новый пароль — «Tr0ub4dor!x9», смените", ExpectedResult = "новый пароль — «[redacted:password]», смените")]
    [TestCase("hasłem jest Tr0ub4dor!x9.", ExpectedResult = "hasłem jest [redacted:password].")]
    [TestCase("a senha é Tr0ub4dor!x9, troque", ExpectedResult = "a senha é [redacted:password], troque")]
    public string A_password_told_in_another_language_goes_and_the_sentence_around_it_stays(string text) => Redactor.Redact(text).Text;

    [TestCase("machine api.example.com login svc password Zk3mQ9pLw2Xc7V", ExpectedResult = "machine api.example.com login svc password [redacted:password]")]
    [TestCase("[pscredential]::new('svc', (ConvertTo-SecureString 'a b' -AsPlainText -Force))", ExpectedResult = "[pscredential]::new('svc', (ConvertTo-SecureString '[redacted:password]' -AsPlainText -Force))")]
    public string A_command_keeps_all_but_its_password(string text) => Redactor.Redact(text).Text;

    [TestCase("password%3DTr0ub4dor%21x9", ExpectedResult = "password%3D[redacted:password]")]
    [TestCase("{&quot;password&quot;:&quot;Tr0ub4dor!x9&quot;}", ExpectedResult = "{&quot;password&quot;:&quot;[redacted:password]&quot;}")]
    [TestCase(@"\u0022password\u0022:\u0022Tr0ub4dor!x9\u0022", ExpectedResult = @"\u0022password\u0022:\u0022[redacted:password]\u0022")]
    [TestCase("a%3D1%26b%3D%22x%22 &amp; &lt;b&gt; C:\\new\\temp", ExpectedResult = "a%3D1%26b%3D%22x%22 &amp; &lt;b&gt; C:\\new\\temp")]
    public string What_is_escaped_around_a_secret_stays_escaped(string text) => Redactor.Redact(text).Text;
}
