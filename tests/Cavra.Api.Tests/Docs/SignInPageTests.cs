using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Cavra.Infrastructure.Access.Identity;
using Cavra.Testing;
using Cavra.Testing.Identity;

namespace Cavra.Api.Tests.Docs;

/// <summary>Every identity file that the pages show is one that Cavra takes.</summary>
internal sealed partial class SignInPageTests
{
    [TestCase("sign-in.md", 4)]
    [TestCase("ci.md", 1)]
    public async Task Every_identity_file_of_the_page_is_taken(string page, int files)
    {
        var texts = Files().Matches(await PageAsync(page)).Select(match => match.Groups[1].Value).ToList();
        Assert.That(texts, Has.Count.EqualTo(files));
        foreach (var text in texts)
        {
            using var identity = new IdentityFileOf(text);
            foreach (Match named in Named().Matches(text))
            {
                var (kind, file) = (named.Groups[1].Value, Path.Combine(Path.GetDirectoryName(identity.Path)!, named.Groups[2].Value));
                await File.WriteAllTextAsync(file, kind is "ca" ? Certificates.Issue("id.example.com").Authority.ExportCertificatePem() : "a secret");
            }

            var reading = new IdentityFile(identity.Path, _ => "a secret", new PlainRedactor()).Read();

            Assert.That(reading.Problems, Is.Empty, text);
            Assert.That(reading.Issuers, Is.Not.Empty, text);
        }
    }

    private static Task<string> PageAsync(string name, [CallerFilePath] string here = "") =>
        File.ReadAllTextAsync(Path.GetFullPath(Path.Combine(here, "../../../../docs", name)));

    [GeneratedRegex(@"^```yaml\n(issuers:\n.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Files();

    [GeneratedRegex(@"(ca|client_secret)_file: ([\w.-]+)")]
    private static partial Regex Named();
}
