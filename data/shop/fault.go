package shop

import "nifuda/data"

// Translation keys of what can go wrong between us and a storefront.
const (
	KeyUnreachable = "fault.shop.unreachable" // no answer, or only server errors
	KeySlow        = "fault.shop.slow"        // no whole answer in time
	KeyKey         = "fault.shop.key"         // the access key was refused
	KeyNonsense    = "fault.shop.nonsense"    // an answer that cannot be read
	KeyTooBig      = "fault.shop.toobig"      // an answer beyond the size limit
	KeyTLS         = "fault.shop.tls"         // the connection is not the shop's
	KeyRedirect    = "fault.shop.redirect"    // sent on to another server
	KeyLimited     = "fault.shop.limited"     // asked to come back later
	KeyPlainHTTP   = "fault.shop.plainhttp"   // an address without encryption
	KeyAddress     = "fault.shop.address"     // an address that is none
	KeyGone        = "fault.shop.gone"        // no such order, or no such API
	KeyOther       = "fault.shop.other"       // shipped already, with another tracking number
	KeyRefused     = "fault.shop.refused"     // the order takes no shipment as it stands
	KeyMails       = "fault.shop.mails"       // telling it mails the buyer, and the owner has not allowed that
	KeyPoints      = "fault.shop.points"      // marked as shipped, the shop would give points, which nobody allowed
	KeyGrant       = "fault.shop.grant"       // the owner said no on the storefront's page
	KeyScope       = "fault.shop.scope"       // the access key lacks a permission; {what} names it
	KeyPort        = "fault.shop.port"        // another program listens where the browser comes back to
	KeyStopped     = "fault.stopped"          // we were told to stop
)

// kinds says what a program does about each key.
var kinds = map[string]data.Kind{
	KeyUnreachable: data.Unreachable,
	KeySlow:        data.Unreachable,
	KeyKey:         data.Denied,
	KeyNonsense:    data.Invalid,
	KeyTooBig:      data.Invalid,
	KeyTLS:         data.Denied,
	KeyRedirect:    data.Denied,
	KeyLimited:     data.Busy,
	KeyPlainHTTP:   data.Invalid,
	KeyAddress:     data.Invalid,
	KeyGone:        data.NotFound,
	KeyOther:       data.Invalid,
	KeyRefused:     data.Invalid,
	KeyMails:       data.Invalid,
	KeyPoints:      data.Invalid,
	KeyGrant:       data.Denied,
	KeyScope:       data.Denied,
	KeyPort:        data.Busy,
	KeyStopped:     data.Stopped,
}

// Fault is the fault for one of the keys above. The cause is for the log: it
// names requests by their label and never quotes what was sent or received.
func Fault(key string, cause error) *data.Fault {
	return &data.Fault{Kind: kinds[key], Key: key, Err: cause}
}

// Lacking is the fault of a key that lacks a permission, by the storefront's own
// name for it.
func Lacking(what string) *data.Fault {
	return &data.Fault{Kind: data.Denied, Key: KeyScope, Args: map[string]any{"what": what}}
}
