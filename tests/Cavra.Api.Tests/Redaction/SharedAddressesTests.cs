using System.Buffers.Binary;
using Cavra.Infrastructure.Net;
using Cavra.Infrastructure.Redaction;

namespace Cavra.Api.Tests.Redaction;

/// <summary>Holds the redactor to the egress guard: an address that the one refuses as not public is not shown by the other.</summary>
public sealed class SharedAddressesTests
{
    private const string Hidden = "https://[private-host]";

    private static readonly Redactor Redactor = new(new RedactionOptions());

    [Test]
    public void An_address_is_refused_by_the_guard_if_and_only_if_it_is_masked() => Assert.Multiple(() =>
    {
        foreach (var address in AddressCorpus.Addresses.SelectMany(AddressCorpus.Carried))
        {
            var rule = AddressRules.Broken(address);
            var isUrlMasked = rule is not (null or AddressRules.Documentation);
            var isTextMasked = isUrlMasked && rule is not AddressRules.Unspecified;
            foreach (var spelling in AddressCorpus.Spellings(address))
            {
                var host = spelling.Contains(':', StringComparison.Ordinal) ? $"[{spelling}]" : spelling;

                IsMasked($"at {spelling}.", spelling, isTextMasked);
                IsMasked($"from {host}:8443 on", spelling, isTextMasked);
                Assert.That(Redactor.PublicUrl($"https://{host}:8443/x") == Hidden, Is.EqualTo(isUrlMasked), $"URL of {spelling}");
            }
        }
    });

    [Test]
    public void An_odd_spelling_hides_no_address_that_the_guard_refuses() => Assert.Multiple(() =>
    {
        foreach (var address in AddressCorpus.Addresses.Where(it => it.GetAddressBytes().Length == 4))
        {
            var rule = AddressRules.Broken(address);
            if (rule is null or AddressRules.Documentation or AddressRules.Unspecified)
            {
                continue;
            }

            var bytes = address.GetAddressBytes();
            var number = BinaryPrimitives.ReadUInt32BigEndian(bytes);
            var octal = string.Join('.', bytes.Select(part => "0" + Convert.ToString(part, 8)));
            var hexadecimal = string.Join('.', bytes.Select(part => $"0x{part:x2}"));
            foreach (var spelling in (string[])[octal, hexadecimal, $"ip-{address.ToString().Replace('.', '-')}"])
            {
                IsMasked($"at {spelling} now", spelling, isMasked: true);
            }

            foreach (var spelling in (string[])[octal, hexadecimal, $"{number}", $"0x{number:x8}"])
            {
                IsMasked($"at http://{spelling}/x now", spelling, isMasked: true);
                Assert.That(Redactor.PublicUrl($"https://{spelling}/x"), Is.EqualTo(Hidden), spelling);
            }
        }
    });

    private static void IsMasked(string text, string spelling, bool isMasked)
    {
        var redacted = Redactor.Redact(text).Text;
        Assert.That(
            isMasked ? !redacted.Contains(spelling, StringComparison.Ordinal) && redacted.Contains("[redacted:", StringComparison.Ordinal)
                : redacted == text,
            $"{text} gives {redacted}");
    }
}
