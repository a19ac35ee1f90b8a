"""A real Redis: the cache is in it, sessions survive its loss, and its failure does what was composed."""

from proof.behaviour import shown_in
from proof.visitor import ensure

SLUG = "django-redis"


@shown_in("production")
def the_cache_is_in_redis(site):
    import redis
    from django.core.cache import cache

    cache.set("greeting", {"hello": ["world", 1]}, 60)
    ensure(cache.get("greeting") == {"hello": ["world", 1]}, "what was set is not what one gets")
    server = redis.Redis.from_url(f"{site.redis.url}/0")
    keys = [key.decode() for key in server.keys("*greeting*")]
    ensure(len(keys) == 1 and keys[0].startswith(f"{site.project['project']}:"), f"the keys in Redis are {keys}")
    ensure(0 < server.ttl(keys[0]) <= 60, "the key does not expire")
    ensure(cache.incr("counter", 1) == 1 if cache.set("counter", 0) else False, "counting does not work")


@shown_in("production")
def nobody_is_logged_out_when_the_cache_is_emptied(site):
    from django.core.cache import cache

    visitor = site.visitor()
    user = site.user("patient")
    site.log_in(visitor, user)
    before = visitor.user_id()
    if before is None:
        # The admin's form lets only staff in.
        visitor.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cache.clear()
    ensure(visitor.user_id() == str(user.pk), "the session went with the cache")


@shown_in("production")
def sessions_are_cached_as_composed(site):
    import redis

    server = redis.Redis.from_url(f"{site.redis.url}/0")
    server.flushdb()
    visitor = site.visitor()
    site.log_in(visitor, site.superuser("keeper")).ensure()
    cached = any(b"cached_db" in key for key in server.keys("*"))
    ensure(cached == site.option(SLUG, "sessions"), f"sessions are {'' if cached else 'not '}in the cache")


@shown_in("production")
def a_redis_that_is_down_does_what_was_composed(site):
    import redis
    from django.core.cache import cache

    site.fence.open_ports.discard(site.redis.port)
    cache.client.get_client().connection_pool.disconnect()
    try:
        fails = False
        try:
            ensure(cache.get("greeting") is None, "a value without a Redis")
        except redis.exceptions.ConnectionError:
            fails = True
        wanted = not site.option(SLUG, "ignore_exceptions")
        ensure(fails == wanted, f"without Redis a cache call {'fails' if fails else 'goes on'}")
        site.visitor().page("/").ensure()
    finally:
        site.fence.open_ports.add(site.redis.port)
