using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Cavra.Testing;
using Microsoft.AspNetCore.Http;

namespace Cavra.Api.Tests.Evidence.Timestamps;

/// <summary>A time-stamping authority on loopback as RFC 3161 has it; each part of its answers can be made wrong.</summary>
internal sealed class LocalTsa : IAsyncDisposable
{
    private const string Sha256 = "2.16.840.1.101.3.4.2.1";
    private const string TstInfo = "1.2.840.113549.1.9.16.1.4";
    private const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";

    // Valid whatever the machine's clock says.
    private static readonly DateTimeOffset From = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Until = new(2120, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TimeProvider _clock;

    private LocalTsa(FailingReceiver receiver, TimeProvider clock) => (Receiver, _clock) = (receiver, clock);

    public FailingReceiver Receiver { get; }

    public TsaCertificates Certificates { get; } = TsaCertificates.Issue("CN=Stamps of tests, O=Tests");

    public static async Task<LocalTsa> StartAsync(TimeProvider clock)
    {
        var tsa = new LocalTsa(await FailingReceiver.StartAsync(), clock);
        tsa.IsWell();
        return tsa;
    }

    /// <summary>Does what an authority does, from now on.</summary>
    public void IsWell() => Answers(new Wrong());

    /// <summary>Does it with something wrong, from now on.</summary>
    public void Answers(Wrong wrong) => Receiver.AnswersBy((context, request) => WriteAsync(context, Reply(request.Body, wrong)));

    public static async Task WriteAsync(HttpContext context, byte[] body, string type = "application/timestamp-reply")
    {
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(body);
    }

    /// <summary>A token over a hash.</summary>
    public byte[] Token(ReadOnlyMemory<byte> hash, ReadOnlyMemory<byte>? nonce, Wrong wrong)
    {
        var by = wrong.By ?? Certificates;
        var info = new AsnWriter(AsnEncodingRules.DER);
        using (info.PushSequence())
        {
            info.WriteInteger(1);
            info.WriteObjectIdentifier("1.3.6.1.4.1.55555.1");
            using (info.PushSequence())
            {
                using (info.PushSequence())
                {
                    info.WriteObjectIdentifier(Sha256);
                }

                info.WriteOctetString((wrong.Hash ?? hash).Span);
            }

            info.WriteInteger(new BigInteger(7));
            info.WriteGeneralizedTime(wrong.At ?? _clock.GetUtcNow(), omitFractionalSeconds: true);
            if ((wrong.Nonce ?? nonce) is { } answered)
            {
                info.WriteInteger(answered.Span);
            }
        }

        var signed = new SignedCms(new ContentInfo(new Oid(TstInfo), info.Encode()));
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, by.Signer) { IncludeOption = X509IncludeOption.EndCertOnly, DigestAlgorithm = new Oid(Sha256) };
        signer.SignedAttributes.Add(new AsnEncodedData(new Oid(SigningCertificateV2), CertificateHash(by.Signer)));
        signed.ComputeSignature(signer);
        var token = signed.Encode();
        // The signature is what comes last.
        token[^1] ^= wrong.BreaksSignature ? (byte)1 : (byte)0;
        return token;
    }

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        Certificates.Dispose();
    }

    private byte[] Reply(byte[] request, Wrong wrong)
    {
        if (!Rfc3161TimestampRequest.TryDecode(request, out var asked, out _) || asked.HashAlgorithmId.Value != Sha256 || !asked.RequestSignerCertificate)
        {
            return Reply(2, null);
        }

        return Reply(wrong.Status, wrong.Status < 2 ? Token(asked.GetMessageHash(), asked.GetNonce(), wrong) : null);
    }

    private static byte[] Reply(int status, byte[]? token)
    {
        var reply = new AsnWriter(AsnEncodingRules.DER);
        using (reply.PushSequence())
        {
            using (reply.PushSequence())
            {
                reply.WriteInteger(status);
                using (reply.PushSequence())
                {
                    reply.WriteCharacterString(UniversalTagNumber.UTF8String, "because of \u001b[31m");
                }
            }

            if (token is not null)
            {
                reply.WriteEncodedValue(token);
            }
        }

        return reply.Encode();
    }

    // SigningCertificateV2 (RFC 5035): its one certificate by SHA-256, which is what is meant where no algorithm is named.
    private static byte[] CertificateHash(X509Certificate2 certificate)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            writer.WriteOctetString(certificate.GetCertHash(HashAlgorithmName.SHA256));
        }

        return writer.Encode();
    }

    /// <summary>What is wrong with an answer; nothing where nothing is said.</summary>
    internal sealed record Wrong
    {
        public int Status { get; init; }

        public byte[]? Hash { get; init; }

        public byte[]? Nonce { get; init; }

        public DateTimeOffset? At { get; init; }

        public bool BreaksSignature { get; init; }

        /// <summary>Who signs instead.</summary>
        public TsaCertificates? By { get; init; }
    }

    /// <summary>A root, and a certificate of it that signs.</summary>
    internal sealed class TsaCertificates(X509Certificate2 root, X509Certificate2 signer) : IDisposable
    {
        public X509Certificate2 Root => root;

        public X509Certificate2 Signer => signer;

        /// <param name="subject">Of the one that signs.</param>
        /// <param name="purpose">What it is for; for nothing in particular where it is null.</param>
        /// <param name="isCritical">Whether that must be minded.</param>
        /// <param name="until">When it expires; in a hundred years where nothing is said.</param>
        public static TsaCertificates Issue(
            string subject, string? purpose = "1.3.6.1.5.5.7.3.8", bool isCritical = true, DateTimeOffset? until = null)
        {
            using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var rootRequest = new CertificateRequest("CN=Root of tests", rootKey, HashAlgorithmName.SHA256);
            rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
            rootRequest.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(rootRequest.PublicKey, false));
            using var root = rootRequest.CreateSelfSigned(From, Until);

            var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
            request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
            request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
            if (purpose is not null)
            {
                request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], isCritical));
            }

            using var issued = request.Create(root, From, until ?? Until, RandomNumberGenerator.GetBytes(8));
            return new TsaCertificates(X509CertificateLoader.LoadCertificate(root.RawData), issued.CopyWithPrivateKey(key));
        }

        public void Dispose()
        {
            root.Dispose();
            signer.Dispose();
        }
    }
}

/// <summary>A file of time-stamps in a directory of its own, with the roots beside it, which goes with it.</summary>
internal sealed class TimestampFileOf : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("cavra-timestamps-").FullName;

    public TimestampFileOf(string text, X509Certificate2? root = null)
    {
        File.WriteAllText(Path, text);
        if (root is not null)
        {
            File.WriteAllText(Roots, root.ExportCertificatePem());
        }
    }

    public TimestampFileOf(LocalTsa tsa)
        : this($$"""{"url": "http://127.0.0.1:{{tsa.Receiver.Port}}/tsr?a=1", "roots_file": "roots.pem", "allow_networks": ["127.0.0.0/8"]}""", tsa.Certificates.Root)
    {
    }

    public string Path => System.IO.Path.Combine(_directory, "timestamps.json");

    public string Roots => System.IO.Path.Combine(_directory, "roots.pem");

    /// <summary>A file beside it.</summary>
    public string Beside(string name) => System.IO.Path.Combine(_directory, name);

    /// <summary>The setting that names it.</summary>
    public Dictionary<string, string?> Settings => new() { ["CAVRA_TIMESTAMPS"] = Path };

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
