namespace AcMail.Benchmarks.Generation;

/// <summary>The sizes of a school mailbox: log-normal with a median of 5 KB and a mean of 13 KB, cut at 2 MB.</summary>
static class SizeDistribution
{
    public const int Median = 5_000;
    public const int Mean = 13_000;
    public const int Maximum = 2_000_000;

    // The mean of a log-normal distribution is its median times exp(sigma² / 2).
    static readonly double Sigma = Math.Sqrt(2 * Math.Log((double)Mean / Median));

    public static int Next(ref SplitMix random)
    {
        double size;
        do size = Median * Math.Exp(Sigma * random.NextNormal());
        while (size > Maximum);
        return (int)size;
    }
}
