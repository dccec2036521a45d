using AcMail.Storage;

namespace AcMail.Sqlite;

/// <summary>The columns of <c>message</c> that hold its flags.</summary>
static class FlagRows
{
    /// <summary>The id, then the flags.</summary>
    public const string Columns = "id, base_flags, base_keywords, local_flags, local_keywords, uncertain_flags, uncertain_keywords";

    /// <summary>How many columns these are.</summary>
    public const int Count = 7;

    /// <summary>Reads the flags from six columns on.</summary>
    public static FlagState Read(Rows rows, int first) => new(ReadOne(rows, first), ReadOne(rows, first + 2), ReadOne(rows, first + 4));

    static MailFlags ReadOne(Rows rows, int column) => MailFlags.Restore((SystemFlags)rows.Int32(column), rows.Text(column + 1));
}
