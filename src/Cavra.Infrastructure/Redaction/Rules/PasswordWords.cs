namespace Cavra.Infrastructure.Redaction.Rules;

/// <summary>What a password is called in other languages, and how a sentence of them goes on to its value.</summary>
internal static class PasswordWords
{
    /// <summary>Written without blanks between words, or with letters that no program's word has: what is ASCII behind them stands out.</summary>
    public static readonly string[] OfOtherScripts =
    [
        "\u5bc6\u7801", "\u5bc6\u78bc", "\u53e3\u4ee4", "\u30d1\u30b9\u30ef\u30fc\u30c9", "\u6697\u8a3c\u756a\u53f7", "\u5408\u8a00\u8449",
        "\ube44\ubc00\ubc88\ud638", "\uc554\ud638", "\ube44\ubc88", "\ud328\uc2a4\uc6cc\ub4dc",
        "\u043f\u0430\u0440\u043e\u043b", "\u043b\u043e\u0437\u0438\u043d\u043a", "\u03ba\u03c9\u03b4\u03b9\u03ba",
        "\u0633\u0631", "\u05e1\u05d9\u05e1\u05de", "\u0e23\u0e2b\u0e31\u0e2a\u0e1c\u0e48\u0e32\u0e19",
    ];

    public static readonly string[] OfLatinScript =
    [
        "has\u0142", "haslo", "hasla", "\u015fifre", "sifre", "parola", "parolay", "senha", "palavra-passe", "palavra passe",
        "mat kh\u1ea9u", "m\u1eadt kh\u1ea9u", "kata sandi", "heslo", "hesla", "jelsz\u00f3", "jelszo", "salasana", "l\u00f6senord", "losenord",
        "passord", "adgangskode", "kodeord", "wachtwoord", "lozinka", "lozinku", "geslo", "kennwort", "mot de passe", "mdp",
        "contrase\u00f1a", "contrasena", "clave", "parole", "parool", "lykilor\u00f0", "kod dost\u0119pu",
    ];

    /// <summary>Words, and endings of the name, between it and the value.</summary>
    public static readonly string[] Copulas =
    [
        "\u662f", "\u4e3a", "\u70ba", "\u306f", "\u304c", "\u3092", "\ub294", "\uc740", "\uac00", "\uc774",
        "to", "jest", "brzmi", "to jest", "\u00e9", "era", "e", "\u00e8", "\u044d\u0442\u043e", "\u0446\u0435", "\u0431\u044b\u043b",
        "lautet", "ist", "war", "est", "\u00e9tait", "es", "is", "\u00e4r", "er", "je", "on", "\u2014", "\u2013", "-", "->", "\u2192",
    ];
}
