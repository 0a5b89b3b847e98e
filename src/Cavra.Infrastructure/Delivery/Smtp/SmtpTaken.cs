namespace Cavra.Infrastructure.Delivery.Smtp;

/// <summary>
/// Remembers which recipients a relay took an event for, until it took it for all: a further try leaves them out. Only the
/// newest are remembered, and only by this process; a mail that comes twice has the same <c>Message-ID</c>.
/// </summary>
internal sealed class SmtpTaken
{
    private const int MostEvents = 1000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<string>> _recipients = [];
    private readonly Queue<string> _oldest = new();

    public bool Has(string eventId, string recipient)
    {
        lock (_lock)
        {
            return _recipients.TryGetValue(eventId, out var recipients) && recipients.Contains(recipient);
        }
    }

    public void Add(string eventId, string recipient)
    {
        lock (_lock)
        {
            if (!_recipients.TryGetValue(eventId, out var recipients))
            {
                _recipients[eventId] = recipients = [];
                _oldest.Enqueue(eventId);
                if (_oldest.Count > MostEvents)
                {
                    _recipients.Remove(_oldest.Dequeue());
                }
            }

            recipients.Add(recipient);
        }
    }

    /// <summary>All of them have it: should it be asked for once more, all get it once more.</summary>
    public void Forget(string eventId)
    {
        lock (_lock)
        {
            _recipients.GetValueOrDefault(eventId)?.Clear();
        }
    }
}
