namespace Cavra.Api.Events;

/// <summary>How many streams a credential, and everybody together, may have open in this process.</summary>
internal sealed class EventSlots
{
    public const int MostOfACredential = 20;

    public const int Most = 1_000;

    private readonly Lock _counting = new();

    private readonly Dictionary<string, int> _open = [];

    private int _all;

    /// <summary>Takes a slot until what it returns is disposed of; null when there is none.</summary>
    public IDisposable? Enter(string credential)
    {
        lock (_counting)
        {
            var count = _open.GetValueOrDefault(credential);
            if (count == MostOfACredential || _all == Most)
            {
                return null;
            }

            _open[credential] = count + 1;
            _all++;
            return new Slot(this, credential);
        }
    }

    private void Leave(string credential)
    {
        lock (_counting)
        {
            _all--;
            if (--_open[credential] == 0)
            {
                _open.Remove(credential);
            }
        }
    }

    private sealed class Slot(EventSlots slots, string credential) : IDisposable
    {
        public void Dispose() => slots.Leave(credential);
    }
}
