using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Cavra.Infrastructure.Delivery.Http;

namespace Cavra.Infrastructure.Connectors;

/// <summary>Reads how a connector proves who it is, and whom it believes.</summary>
internal static class CredentialMembers
{
    private static readonly (string Member, string Instead)[] PlainSecrets =
    [
        ("password", "basic with password_env or password_file"),
        ("api_key", "token_env, token_file or a header with {env: NAME}"),
        ("secret", "token_env or token_file"), ("authorization", "token_env, token_file or basic"),
    ];

    /// <summary>The credential by <c>token_env</c>, <c>token_file</c> or <c>basic</c>; none without.</summary>
    public static IReadOnlyList<ICredential> TokenOrBasic(this ConnectorMembers members)
    {
        foreach (var (member, instead) in PlainSecrets.Where(plain => members.Names.Contains(plain.Member)))
        {
            members.Find(member);
            members.Refuse(member, $"is a secret, which the file must not hold; use {instead}");
        }

        var token = members.Secret("token");
        var basic = members.Basic();
        if (token is not null && basic is not null)
        {
            members.Refuse("token", "and basic are both given; choose one");
        }

        return token is not null ? [StaticCredential.Authorization("Bearer", token)] : basic is not null ? [basic.ToCredential()] : [];
    }

    /// <summary>The credential by <c>token</c>, <c>basic</c> or <c>oauth</c>; none without.</summary>
    public static IReadOnlyList<ICredential> TokenBasicOrOAuth(this ConnectorMembers members)
    {
        var (fetched, configured) = (members.OAuth(), members.TokenOrBasic());
        if (fetched is not null && configured.Count > 0)
        {
            members.Refuse("oauth", "is given beside token or basic; choose one");
        }

        return fetched is null ? configured : [fetched];
    }

    /// <summary>The user and the password of <c>basic</c>; null without.</summary>
    public static UserAndPassword? Basic(this ConnectorMembers members)
    {
        if (members.Part("basic") is not { } basic)
        {
            return null;
        }

        var (user, password) = (basic.Text("username"), basic.Secret("password"));
        basic.RefuseUnknown();
        if (user is null || user.Contains(':', StringComparison.Ordinal) || user.Any(char.IsControl))
        {
            basic.Refuse("username", "must be text without a colon");
            return null;
        }

        if (password is null)
        {
            basic.Refuse("password", "must be named by password_env or password_file");
            return null;
        }

        var pair = new UserAndPassword(user, password);
        members.SecretsRead.Add(pair.Encoded);
        return pair;
    }

    /// <summary>
    /// The certificate and its private key, both in the one PEM file; null when none is given or it can't be had.
    /// </summary>
    public static X509Certificate2? ClientCertificate(this ConnectorMembers members) =>
        FromFile(members, "client_certificate_file", file => X509Certificate2.CreateFromPemFile(file));

    /// <summary>The certificates of the PEM file <c>ca_file</c>; empty when none is given or it can't be had.</summary>
    public static X509Certificate2Collection Authorities(this ConnectorMembers members) => members.Certificates("ca_file");

    /// <summary>The certificates of the PEM file that the member names; empty when none is given or it can't be had.</summary>
    public static X509Certificate2Collection Certificates(this ConnectorMembers members, string member) =>
        FromFile(members, member, file =>
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPemFile(file);
            return certificates.Count > 0 ? certificates : throw new CryptographicException("The file holds no certificate.");
        }) ?? [];

    private static T? FromFile<T>(ConnectorMembers members, string member, Func<string, T> read)
        where T : class
    {
        if (members.Text(member) is not { } name)
        {
            return null;
        }

        try
        {
            return read(members.Source.Locate(name));
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            members.Refuse(member, "names a file that can't be read or holds no PEM of the kind");
            return null;
        }
    }
}

/// <summary>A name and its password.</summary>
/// <param name="User">The name; no secret.</param>
/// <param name="Password">The password.</param>
internal sealed record UserAndPassword(string User, Secret Password)
{
    /// <summary>Both as HTTP's basic authentication writes them.</summary>
    public Secret Encoded => new(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Password.Reveal()}")));

    public ICredential ToCredential() => StaticCredential.Authorization("Basic", Encoded);
}
