using Cavra.Domain.Abstractions;
using Cavra.Domain.Evidence.Log;

namespace Cavra.Domain.Evidence;

public static class EvidenceRefusals
{
    public static readonly Refusal NotFound =
        new(RefusalKind.NotFound, "evidence.not_found", "There is no such evidence entry.");

    public static readonly Refusal NotInLogYet = new(
        RefusalKind.Conflict, "evidence.not_in_log_yet", "The log has not taken the entry in yet; it does so within seconds.")
    {
        RetryAfterSeconds = 1,
    };

    public static readonly Refusal EmptyLog =
        new(RefusalKind.NotFound, "evidence.empty_log", "The log has no checkpoint yet: no entry was taken in.");

    public static readonly Refusal NoTimestamp =
        new(RefusalKind.NotFound, "evidence.no_timestamp", "No checkpoint of the log is time-stamped.");

    public static readonly Refusal LogStandsStill = new(
        RefusalKind.Conflict, "evidence.log_stands_still",
        "The log takes nothing in, so that an export could not hold the entry that records it. Worker health says why.");

    public static readonly Refusal KeysOfInstance = new(
        RefusalKind.Forbidden, "evidence.keys_of_instance",
        "The log's keys sign for every workspace; they are changed from the default one alone.");

    public static readonly Refusal NoPlaceForKeys = new(
        RefusalKind.Conflict, "evidence.no_place_for_keys", "This process has no directory for the files of signing keys.");

    public static readonly Refusal NothingSelected = new(
        RefusalKind.NotFound, "evidence.nothing_selected", "The log holds no entry that matches: nothing was exported.");

    public static readonly Refusal TooMuch = new(
        RefusalKind.Impossible, "evidence.too_much",
        $"An export holds at most {EvidenceExport.MostEntries} entries: ask for a shorter time, and for the rest in another.");

    public static readonly Refusal NotGrownFrom = new(
        RefusalKind.Conflict, "evidence.not_grown_from", "This log has not grown from that checkpoint.");

    public static readonly Refusal NoSuchTile =
        new(RefusalKind.NotFound, "evidence.no_such_tile", "The log has no such tile, or not as many of its entries.");
}
