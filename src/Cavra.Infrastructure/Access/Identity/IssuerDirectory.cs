using Cavra.Infrastructure.Delivery.Egress;
using Microsoft.Extensions.Logging;

namespace Cavra.Infrastructure.Access.Identity;

/// <summary>
/// The issuers of the newest version of the identity file that had nothing wrong with it, and a look for a newer one all the time.
/// </summary>
public sealed partial class IssuerDirectory : IDisposable
{
    /// <summary>How often the file's content is compared with what was last seen.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    private readonly IdentityFile? _file;
    private readonly IssuerDefinition? _shortForm;
    private readonly EgressGuard _guard;
    private readonly TimeProvider _clock;
    private readonly ILogger<IssuerDirectory> _logger;
    private readonly ITimer? _poll;
    private readonly Lock _reloading = new();

    private volatile IReadOnlyDictionary<string, KnownIssuer> _issuers = new Dictionary<string, KnownIssuer>();
    private IReadOnlyList<string> _files = [];
    private string? _stamp;

    internal IssuerDirectory(
        IdentityFile? file, IssuerDefinition? shortForm, EgressGuard guard, TimeProvider clock, ILogger<IssuerDirectory> logger)
    {
        (_file, _shortForm, _guard, _clock, _logger) = (file, shortForm, guard, clock, logger);
        StartProblems = Take(file?.Read() ?? IdentityReading.Empty);
        if (file is not null)
        {
            _stamp = file.Stamp(_files);
            _poll = clock.CreateTimer(_ => Reload(), state: null, PollInterval, PollInterval);
        }
    }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<KnownIssuer> All => [.. _issuers.Values];

    /// <summary>The one that the console signs in with; null for none.</summary>
    public KnownIssuer? ForSignIn => _issuers.Values.FirstOrDefault(issuer => issuer.ClientId is not null);

    /// <summary>What was wrong with the file when the process started: it does not serve then.</summary>
    public IReadOnlyList<string> StartProblems { get; }

    /// <summary>The environment variables that the file names.</summary>
    public IReadOnlyList<string> Variables { get; private set; } = [];

    /// <summary>The issuer of this identifier; null for one whose tokens are not believed.</summary>
    public KnownIssuer? Of(string identifier) => _issuers.GetValueOrDefault(identifier.TrimEnd('/'));

    public void Dispose() => _poll?.Dispose();

    private void Reload()
    {
        if (!_reloading.TryEnter())
        {
            return;
        }

        try
        {
            // The stamp is taken before the reading: a change in between shows at the next poll.
            var stamp = _file!.Stamp(_files);
            if (stamp == _stamp)
            {
                return;
            }

            Take(_file.Read());
            _stamp = _file.Stamp(_files) == stamp ? stamp : null;
        }
        finally
        {
            _reloading.Exit();
        }
    }

    private List<string> Take(IdentityReading reading)
    {
        var definitions = reading.Issuers.Concat(_shortForm is null ? [] : [_shortForm]).ToList();
        var problems = reading.Problems.ToList();
        if (definitions.DistinctBy(Key).Count() < definitions.Count)
        {
            problems.Add("The issuer of CAVRA_OIDC_AUTHORITY is in the identity file too.");
        }

        (_files, Variables) = (reading.Files, reading.Variables);
        if (problems.Count > 0)
        {
            problems.ForEach(LogProblem);
            return problems;
        }

        var known = _issuers;
        _issuers = definitions.ToDictionary(Key, definition => Known(definition, known));
        if (definitions.Count > 0)
        {
            LogTaken(definitions.Count);
        }

        return problems;
    }

    private KnownIssuer Known(IssuerDefinition definition, IReadOnlyDictionary<string, KnownIssuer> known)
    {
        if (known.GetValueOrDefault(Key(definition)) is { } before && before.Definition.Reach == definition.Reach)
        {
            return before.As(definition);
        }

        var http = IssuerHttp.Client(definition, _guard, _clock);
        var issuer = definition.Issuer;
        return new KnownIssuer(definition, new IssuerKeys(issuer.Name, issuer.Authority, new IssuerDocuments(http), _clock, _logger), http);
    }

    private static string Key(IssuerDefinition definition) => definition.Issuer.Authority.TrimEnd('/');

    [LoggerMessage(LogLevel.Information, "Tokens of {Issuers} issuers are believed.")]
    private partial void LogTaken(int issuers);

    [LoggerMessage(LogLevel.Warning, "The identity file is not taken. {Problem}")]
    private partial void LogProblem(string problem);
}
