using System.Net;

namespace Offboarding.Dashboard.Security.TrustedProxy;

/// <summary>A list of addresses and networks in a setting: <c>10.0.0.4, 10.1.0.0/16</c>.</summary>
internal static class Networks
{
    /// <summary>Whether an address is in the list.</summary>
    public static bool Contain(string list, IPAddress? address)
    {
        IPAddress? plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && Of(list).Any(network => network is { } known && known.Contains(plain));
    }

    /// <summary>The networks; null in the place of what is none.</summary>
    public static IEnumerable<IPNetwork?> Of(string list) => list
        .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
        .Select(static text => IPNetwork.TryParse(text, out IPNetwork network) ? network
            : IPAddress.TryParse(text, out IPAddress? one) ? new IPNetwork(one, one.GetAddressBytes().Length * 8) : (IPNetwork?)null);
}
