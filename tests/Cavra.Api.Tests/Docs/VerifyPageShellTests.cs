using System.Text;
using Cavra.Domain.Tests.Verification;

namespace Cavra.Api.Tests.Docs;

/// <summary>The script of <c>docs/verify.md</c> in every shell it is written for, on receipts of small, odd and larger logs.</summary>
[TestFixtureSource(typeof(PageScript), nameof(PageScript.Shells))]
public sealed class VerifyPageShellTests(string shell)
{
    private string _directory = "";

    [SetUp]
    public void GivenADirectory() => _directory = Directory.CreateTempSubdirectory("cavra-verify-").FullName;

    [TearDown]
    public void Forget() => Directory.Delete(_directory, recursive: true);

    [Test]
    public void There_is_a_shell_to_run_it_in() => Assert.That(PageScript.Shells, Is.Not.Empty);

    [TestCase(1, 0)]
    [TestCase(2, 0, 1)]
    [TestCase(3, 0, 1, 2)]
    [TestCase(5, 3, 4)]
    [TestCase(7, 0, 6)]
    [TestCase(8, 5, 7)]
    [TestCase(301, 0, 255, 256, 300)]
    public async Task It_verifies_every_receipt_that_is_sound(int size, params int[] indexes)
    {
        using var log = new SignedLog(size);
        foreach (var index in indexes)
        {
            await File.WriteAllBytesAsync(PageScript.ReceiptIn(_directory), log.ReceiptOf(index));

            var (ending, output) = await PageScript.RunAsync(shell, _directory, $"{log.Trusted}");

            Assert.That(output, Does.Contain(PageScript.Verified), $"index {index} of {size}");
            Assert.That(ending, Is.Zero);
            Assert.That(await File.ReadAllBytesAsync(Path.Combine(_directory, "entry.json")), Is.EqualTo(log.Entries[index]));
        }
    }

    [TestCase(1, 0, "1", "-1")]
    [TestCase(2, 0, "1", "2")]
    [TestCase(3, 2, "0", "1", "3")]
    [TestCase(3, 0, "1", "2")]
    [TestCase(5, 4, "0", "1", "2", "3", "5")]
    [TestCase(8, 5, "4", "1", "7", "8", "-5", "-0")]
    [TestCase(301, 300, "0", "44", "299", "301", "18446744073709551916", "9223372036854775807")]
    [TestCase(301, 8, "010", "0x8", "8 ", " 8", "+8", "8\nindex 8", "", "eight", "a[$(touch obeyed)]", "$(touch obeyed)")]
    public async Task It_refuses_every_index_that_is_not_the_entrys(int size, int index, params string[] others)
    {
        using var log = new SignedLog(size);
        var receipt = Encoding.UTF8.GetString(log.ReceiptOf(index));
        foreach (var other in others)
        {
            await File.WriteAllTextAsync(
                PageScript.ReceiptIn(_directory), receipt.Replace($"\nindex {index}\n", $"\nindex {other}\n", StringComparison.Ordinal));

            var (ending, output) = await PageScript.RunAsync(shell, _directory, $"{log.Trusted}");

            Assert.That(output, Does.Not.Contain(PageScript.Verified), $"index {other} for {index} of {size}");
            Assert.That(ending, Is.Not.Zero);
            Assert.That(File.Exists(Path.Combine(_directory, "obeyed")), Is.False);
        }
    }

    [Test]
    public async Task It_refuses_a_path_that_is_cut_or_goes_on()
    {
        using var log = new SignedLog(8);
        var receipt = Encoding.UTF8.GetString(log.ReceiptOf(5)).Split('\n').ToList();
        var first = receipt.FindIndex(line => line.StartsWith("index ", StringComparison.Ordinal)) + 1;
        foreach (var changed in new[] { receipt.Take(first).Concat(receipt.Skip(first + 1)), receipt.Take(first + 1).Concat(receipt.Skip(first)) })
        {
            await File.WriteAllTextAsync(PageScript.ReceiptIn(_directory), string.Join('\n', changed));

            var (ending, output) = await PageScript.RunAsync(shell, _directory, $"{log.Trusted}");

            Assert.That(output, Does.Not.Contain(PageScript.Verified));
            Assert.That(ending, Is.Not.Zero);
        }
    }
}
