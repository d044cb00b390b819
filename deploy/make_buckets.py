"""Makes the two buckets of object storage: what lies in the first everyone may read, not list.

Runs in the image of the site, by its variables; what is there stays.
"""

import json
import os

import boto3


def main() -> None:
    store = boto3.client(
        "s3", endpoint_url=os.environ["S3_ENDPOINT_URL"], region_name=os.environ["S3_REGION"]
    )
    pictures, documents = os.environ["S3_BUCKET"], os.environ["S3_PRIVATE_BUCKET"]
    there = {each["Name"] for each in store.list_buckets()["Buckets"]}
    for name in {pictures, documents} - there:
        store.create_bucket(Bucket=name)
    rule = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": ["s3:GetObject"],
        "Resource": [f"arn:aws:s3:::{pictures}/*"],
    }
    policy = {"Version": "2012-10-17", "Statement": [rule]}
    store.put_bucket_policy(Bucket=pictures, Policy=json.dumps(policy))


if __name__ == "__main__":
    main()
