using System.Buffers;

namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>How a vendor's tokens begin.</summary>
/// <param name="Text">The beginning, in lower case.</param>
/// <param name="Rule">The rule that is named in its place.</param>
/// <param name="Tail">The fewest characters that follow.</param>
/// <param name="Opaque">
/// True where people write words that begin alike (<c>sk-</c>, <c>npm_</c>): what follows must then look generated.
/// </param>
/// <param name="Dotted">True where dots are part of the token.</param>
internal sealed record VendorPrefix(string Text, string Rule, int Tail, bool Opaque = false, bool Dotted = false)
{
    public SearchValues<char> Alphabet => Dotted ? Characters.DottedToken : Characters.Token;
}

/// <summary>Every token beginning known.</summary>
internal static class VendorPrefixes
{
    public static readonly VendorPrefix[] All =
    [
        .. Of("aws_access_key_id", 16, "akia", "asia", "abia", "acca").Select(prefix => prefix with { Opaque = true }),
        .. Of("gcp_api_key", 20, "aiza").Select(prefix => prefix with { Opaque = true }),
        .. Of("gcp_token", 16, "gocspx-"),
        new("ya29.", "gcp_token", 16, Dotted: true),
        .. Of("github_token", 16, "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
        .. Of(
            "gitlab_token", 16, "glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-", "glft-", "glimt-", "glagent-",
            "gloas-", "glffct-", "gr1348941",
            "glwt-"),
        .. Of("slack_token", 8, "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxc-", "xoxd-", "xoxe.xox", "xapp-", "xwfp-"),
        .. Of("stripe_key", 8, "sk_live_", "sk_test_", "rk_live_", "rk_test_"),
        new("sg.", "sendgrid_key", 16, Opaque: true, Dotted: true),
        new("npm_", "npm_token", 20, Opaque: true),
        .. Of("pypi_token", 20, "pypi-age"),
        new("pypi-", "pypi_token", 20, Opaque: true),
        .. Of("atlassian_token", 12, "atatt3", "atctt3", "atstt3", "atbb")
            .Select(prefix => prefix with { Opaque = true, Dotted = true }),
        .. Of("vault_token", 12, "hvs.", "hvb.", "hvr.").Select(prefix => prefix with { Opaque = true, Dotted = true }),
        .. Of("openai_key", 12, "sk-", "sk-proj-", "sk-ant-", "sk-svcacct-").Select(prefix => prefix with { Opaque = true }),
        .. Of("datadog_key", 16, "ddapp_", "ddpat_"),
        .. Of("pagerduty_key", 14, "u+").Select(prefix => prefix with { Opaque = true }),
        .. Of("webhook_secret", 12, "whsec_", "whsk_"),
        .. Of("age_key", 40, "age-secret-key-1"),
        .. Of("square_token", 40, "eaaa").Select(prefix => prefix with { Opaque = true }),
        .. Of("aws_bedrock_key", 40, "absk").Select(prefix => prefix with { Opaque = true }),
        .. Of("gcp_token", 20, "1//0").Select(prefix => prefix with { Opaque = true }),
        .. Of("cavra_key", 20, "cavra_").Select(prefix => prefix with { Opaque = true }),
        .. Of(
            "vendor_token", 16, "hf_", "dop_v1_", "doo_v1_", "dor_v1_", "glsa_", "glc_", "lin_api_", "nrak-", "nrii-", "shpat_",
            "shpss_", "shpca_", "shppa_", "pmak-", "dp.pt.", "sq0atp-", "sq0csp-", "sntrys_", "sntryu_", "sbp_", "pscale_tkn_",
            "pscale_pw_", "rubygems_", "dckr_pat_", "figd_", "ntn_", "dt0c01.", "dapi", "bkua_", "hrku-", "akcp",
            "gsk_", "xai-", "pplx-", "r8_", "api_org_", "dckr_oat_", "tskey-", "nrjs-", "nrra-", "ccipat_", "pul-", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "squ_",
            "sqp_", "sqa_", "shptka_", "sq0idp-", "ezak", "eztk", "ltai", "amzn.mws.", "nfp_", "rnd_", "fm2_", "lin_oauth_", "pnu_",
            "xkeysib-", "cfpat-", "dt0s01.", "sb_secret_", "rzp_live_", "rzp_test_", "shippo_live_", "pat-na1-", "pat-eu1-")
            .Select(prefix => prefix with { Opaque = true, Dotted = prefix.Text.Contains('.', StringComparison.Ordinal) }),
    ];

    private static IEnumerable<VendorPrefix> Of(string rule, int tail, params string[] texts) =>
        texts.Select(text => new VendorPrefix(text, rule, tail));
}
